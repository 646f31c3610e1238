package dev.notify.sms;

import java.util.Map;
import java.util.Objects;

/**
 * A text, and what it takes to send it: 160 characters of the alphabet of GSM in one part, or 153 in each of several; 70 and 67 as soon as there is a
 * character of any other. Some characters of GSM count twice, and none is cut in two.
 *
 * @param gsm whether the alphabet of GSM has all of it
 * @param parts how many messages it takes, and is paid as
 */
public record SmsText(String text, boolean gsm, int parts) {

    private static final String BASIC = "@\u00a3$\u00a5\u00e8\u00e9\u00f9\u00ec\u00f2\u00c7\n"
            + "\u00d8\u00f8\r"
            + "\u00c5\u00e5\u0394_\u03a6\u0393\u039b\u03a9\u03a0\u03a8\u03a3\u0398\u039e\u00c6\u00e6\u00df\u00c9"
            + " !\"#\u00a4%&'()*+,-./0123456789:;<=>?\u00a1"
            + "ABCDEFGHIJKLMNOPQRSTUVWXYZ\u00c4\u00d6\u00d1\u00dc\u00a7\u00bfabcdefghijklmnopqrstuvwxyz\u00e4\u00f6\u00f1\u00fc\u00e0";
    private static final String TWICE_AS_LONG = "\f^{}\\[~]|\u20ac";

    private static final Map<Character, String> PLAIN = Map.ofEntries(
            Map.entry('\u2018', "'"),
            Map.entry('\u2019', "'"),
            Map.entry('\u201a', ","),
            Map.entry('\u201b', "'"),
            Map.entry('\u201c', "\""),
            Map.entry('\u201d', "\""),
            Map.entry('\u201e', "\""),
            Map.entry('\u2039', "<"),
            Map.entry('\u203a', ">"),
            Map.entry('\u00ab', "\""),
            Map.entry('\u00bb', "\""),
            Map.entry('\u2010', "-"),
            Map.entry('\u2011', "-"),
            Map.entry('\u2012', "-"),
            Map.entry('\u2013', "-"),
            Map.entry('\u2014', "-"),
            Map.entry('\u2212', "-"),
            Map.entry('\u2026', "..."),
            Map.entry('\u2022', "*"),
            Map.entry('\u00b4', "'"),
            Map.entry('`', "'"),
            Map.entry('\t', " "),
            Map.entry('\u00a0', " "),
            Map.entry('\u2009', " "),
            Map.entry('\u202f', " "),
            Map.entry('\u200b', ""),
            Map.entry('\ufeff', ""));

    public SmsText {
        Objects.requireNonNull(text, "text");
    }

    /** What it takes to send this. */
    public static SmsText of(String text) {
        boolean gsm = text.chars().allMatch(c -> BASIC.indexOf(c) >= 0 || TWICE_AS_LONG.indexOf(c) >= 0);
        return new SmsText(text, gsm, gsm ? parts(text, true, 160, 153) : parts(text, false, 70, 67));
    }

    private static int parts(String text, boolean gsm, int alone, int each) {
        int all = 0;
        int parts = 1;
        int inPart = 0;
        for (int i = 0; i < text.length(); i += step(text, i, gsm)) {
            int takes = gsm ? (TWICE_AS_LONG.indexOf(text.charAt(i)) >= 0 ? 2 : 1) : step(text, i, false);
            all += takes;
            if (inPart + takes > each) {
                parts++;
                inPart = 0;
            }
            inPart += takes;
        }
        return all <= alone ? 1 : parts;
    }

    private static int step(String text, int i, boolean gsm) {
        return gsm ? 1 : Character.charCount(text.codePointAt(i));
    }

    /** The text with typographic quotes, dashes, dots and blanks written in plain characters, which often makes it fit the alphabet of GSM. */
    public static String plainPunctuation(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            plain.append(PLAIN.getOrDefault(text.charAt(i), String.valueOf(text.charAt(i))));
        }
        return plain.toString();
    }

    @Override
    public String toString() {
        return "SmsText[" + (gsm ? "GSM" : "UCS-2") + ", " + parts + " parts]";
    }
}
