package dev.notify.email.internal.smtp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer of the server.
 *
 * @param code of three digits; -1 if it was none
 * @param enhanced the code of RFC 3463, such as {@code 5.1.1}; empty if there was none
 * @param text the last line behind the codes
 */
public record Reply(int code, String enhanced, String text) {

    private static final Pattern LAST =
            Pattern.compile("(?:^|\\n)(\\d{3})[ ]?((?:[245]\\.\\d{1,3}\\.\\d{1,3})?)[ ]?([^\\n]*)\\n?$");

    /** Of what the server wrote, all lines. */
    public static Reply of(int code, String said) {
        Matcher last = LAST.matcher(said.replace("\r", "").stripTrailing());
        return code > 0 && last.find()
                ? new Reply(code, last.group(2), last.group(3).strip())
                : new Reply(code, "", "");
    }

    /** Whether the server did what it was asked. */
    public boolean good() {
        return code >= 200 && code < 300;
    }

    /** Whether it is an answer at all. */
    public boolean answered() {
        return code >= 200 && code < 600;
    }

    /** Whether it may be another one later. */
    public boolean passing() {
        return code >= 400 && code < 500;
    }

    /** The codes alone: what a server writes behind them may hold an address. */
    @Override
    public String toString() {
        return enhanced.isEmpty() ? Integer.toString(code) : code + " " + enhanced;
    }
}
