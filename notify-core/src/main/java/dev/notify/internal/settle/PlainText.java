package dev.notify.internal.settle;

/** Text from outside, made fit to be stored and shown: no control characters, at most 500 characters where nothing is said. */
final class PlainText {

    private static final int MOST = 500;

    private PlainText() {}

    static String of(String text) {
        return of(text, MOST);
    }

    static String of(String text, int most) {
        StringBuilder plain = new StringBuilder(Math.min(text.length(), most));
        text.codePoints().limit(most).forEach(c -> {
            boolean unfit = Character.isISOControl(c) || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
            plain.appendCodePoint(unfit ? ' ' : c);
        });
        return plain.toString();
    }
}
