package dev.notify.internal.words;

/** How many parts a text message takes: 160 characters of the alphabet of GSM, or 70 as soon as there is one of any other. */
final class Segments {

    private static final String BASIC =
            "@\u00a3$\u00a5\u00e8\u00e9\u00f9\u00ec\u00f2\u00c7\n\u00d8\u00f8\r\u00c5\u00e5\u0394_\u03a6\u0393\u039b"
                    + "\u03a9\u03a0\u03a8\u03a3\u0398\u039e\u00c6\u00e6\u00df\u00c9 !\"#\u00a4%&'()*+,-./0123456789:;<=>?\u00a1"
                    + "ABCDEFGHIJKLMNOPQRSTUVWXYZ\u00c4\u00d6\u00d1\u00dc\u00a7\u00bfabcdefghijklmnopqrstuvwxyz\u00e4\u00f6\u00f1\u00fc\u00e0";
    private static final String TWICE_AS_LONG = "\f^{}\\[~]|\u20ac";

    private Segments() {}

    static int of(String text) {
        int septets = septets(text);
        return septets < 0 ? parts(text.length(), 70, 67) : parts(septets, 160, 153);
    }

    /** Whether the alphabet of GSM has all of it. */
    static boolean isPlain(String text) {
        return septets(text) >= 0;
    }

    private static int septets(String text) {
        int septets = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean twice = TWICE_AS_LONG.indexOf(c) >= 0;
            if (!twice && BASIC.indexOf(c) < 0) {
                return -1;
            }
            septets += twice ? 2 : 1;
        }
        return septets;
    }

    private static int parts(int length, int one, int each) {
        return length <= one ? 1 : (length + each - 1) / each;
    }
}
