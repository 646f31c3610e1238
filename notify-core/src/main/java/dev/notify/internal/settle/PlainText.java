package dev.notify.internal.settle;

/** Text from outside, made fit to be stored and shown: no control characters, at most 500 characters. */
final class PlainText {

    private static final int MOST = 500;

    private PlainText() {}

    static String of(String text) {
        StringBuilder plain = new StringBuilder(Math.min(text.length(), MOST));
        text.codePoints().limit(MOST).forEach(c -> {
            boolean unfit = Character.isISOControl(c) || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
            plain.appendCodePoint(unfit ? ' ' : c);
        });
        return plain.toString();
    }
}
