package dev.notify.internal.mustache;

import java.io.Writer;

/** Takes text up to a length no message needs; lists within lists could grow a small notification beyond any memory. */
final class Capped extends Writer {

    static final int LONGEST = 1_000_000;
    static final String FULL = "with this data it is longer than " + LONGEST + " characters";

    private final StringBuilder out = new StringBuilder();

    static final class Full extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public void write(char[] chars, int from, int length) {
        if (out.length() + length > LONGEST) {
            throw new Full();
        }
        out.append(chars, from, length);
    }

    String text() {
        return out.toString();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
