package dev.notify.email.internal.mime;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Writes headers as RFC 5322, 2047 and 2231 want them: lines of at most 78 characters where words allow it, never over 998. */
final class Headers {

    private static final int LINE = 78;
    /** What an encoded word holds beside its text: {@code =?UTF-8?B?} and {@code ?=}. */
    private static final int WORD_FRAME = 12;

    private static final int WORD = 75;
    private static final String HEX = "0123456789ABCDEF";

    private Headers() {}

    /** A value that needs no care: ours, ASCII, short. */
    static void plain(Bytes out, String name, String value) {
        out.put(name).put(": ").put(value).line();
    }

    /** A value whose parts may stand on lines of their own. */
    static void parts(Bytes out, String name, String... parts) {
        out.put(name).put(':');
        int column = name.length() + 1;
        for (String part : parts) {
            if (column + 1 + part.length() > LINE && column > name.length() + 1) {
                out.line();
                column = 0;
            }
            out.put(' ').put(part);
            column += 1 + part.length();
        }
        out.line();
    }

    /** Text for people. */
    static void text(Bytes out, String name, String value) {
        refuseControls(name, value);
        out.put(name).put(": ");
        if (needsEncoding(value)) {
            encoded(out, name.length() + 2, value);
        } else {
            folded(out, name.length() + 2, value);
        }
        out.line();
    }

    /** A mailbox: the name, quoted or encoded, and the address. */
    static void mailbox(Bytes out, String header, @Nullable String name, String address) {
        refuseControls(header, address);
        out.put(header).put(": ");
        int column = header.length() + 2;
        if (name != null) {
            refuseControls(header, name);
            if (needsEncoding(name) || name.length() > LINE - 20) {
                column = encoded(out, column, name);
            } else {
                String quoted = '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
                out.put(quoted);
                column += quoted.length();
            }
            if (column + address.length() + 3 > LINE) {
                out.line();
            }
            out.put(' ');
            out.put('<').put(address).put('>');
        } else {
            out.put(address);
        }
        out.line();
    }

    /** A parameter by RFC 2231, on lines of its own: plain where it may be, else in UTF-8, in pieces where it is long. */
    static void parameter(Bytes out, String name, String value) {
        refuseControls(name, value);
        if (isAscii(value) && value.length() <= LINE - name.length() - 6) {
            String quoted = value.replace("\\", "\\\\").replace("\"", "\\\"");
            out.put(';').line().put(' ').put(name).put("=\"").put(quoted).put('"');
            return;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        StringBuilder piece = new StringBuilder("UTF-8''");
        int number = 0;
        for (byte b : bytes) {
            if (piece.length() > LINE - name.length() - 12) {
                piece(out, name, number++, piece);
                piece.setLength(0);
            }
            char c = (char) (b & 0xff);
            if (isLetterOrDigit(c) || c == '.' || c == '-' || c == '_') {
                piece.append(c);
            } else {
                piece.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        if (number == 0) {
            out.put(';').line().put(' ').put(name).put("*=").put(piece.toString());
        } else {
            piece(out, name, number, piece);
        }
    }

    private static void piece(Bytes out, String name, int number, CharSequence piece) {
        out.put(';').line().put(' ').put(name).put("*" + number + "*=").put(piece.toString());
    }

    private static void folded(Bytes out, int column, String value) {
        int start = 0;
        while (value.length() - start > LINE - column) {
            int space = value.lastIndexOf(' ', start + LINE - column);
            if (space <= start) {
                space = value.indexOf(' ', start + 1);
            }
            if (space < 0 || value.substring(space).isBlank()) {
                break;
            }
            out.put(value.substring(start, space)).line();
            start = space;
            column = 0;
        }
        out.put(value.substring(start));
    }

    /** Encoded words, one a line; returns the column reached. */
    private static int encoded(Bytes out, int column, String value) {
        boolean base64 = mostlyForeign(value);
        int room = Math.min(WORD, LINE - 2 - column) - WORD_FRAME;
        StringBuilder word = new StringBuilder(WORD);
        int bytes = 0;
        int last = column;
        for (int i = 0; i < value.length(); ) {
            int c = value.codePointAt(i);
            String one = Character.toString(c);
            int cost = base64
                    ? one.getBytes(StandardCharsets.UTF_8).length
                    : quoted(one).length();
            int most = base64 ? room / 4 * 3 : room;
            if (bytes + cost > most && bytes > 0) {
                last = word(out, word, base64);
                out.line().put(' ');
                word.setLength(0);
                bytes = 0;
                room = WORD - WORD_FRAME;
            }
            word.append(one);
            bytes += cost;
            i += Character.charCount(c);
        }
        return Math.max(last, 0) + word(out, word, base64);
    }

    private static int word(Bytes out, StringBuilder text, boolean base64) {
        String coded = base64
                ? Base64.getEncoder().encodeToString(text.toString().getBytes(StandardCharsets.UTF_8))
                : quoted(text.toString());
        out.put("=?UTF-8?").put(base64 ? 'B' : 'Q').put('?').put(coded).put("?=");
        return coded.length() + WORD_FRAME;
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (isLetterOrDigit(c) || "!*+-/".indexOf(c) >= 0) {
                out.append(c);
            } else if (c == ' ') {
                out.append('_');
            } else {
                out.append('=').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return out.toString();
    }

    private static boolean mostlyForeign(String value) {
        long foreign = value.codePoints()
                .filter(c -> c > 0x7e || !isLetterOrDigit((char) c) && c != ' ')
                .count();
        return foreign * 3 > value.length();
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    /** Whether it cannot stand as it is: not ASCII, taken for an encoded word, blank at an end, or with a word too long for a line. */
    private static boolean needsEncoding(String value) {
        if (!isAscii(value) || value.contains("=?") || !value.strip().equals(value) || value.contains("  ")) {
            return true;
        }
        int word = 0;
        for (int i = 0; i < value.length(); i++) {
            word = value.charAt(i) == ' ' ? 0 : word + 1;
            if (word > LINE - 22) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAscii(String value) {
        return value.chars().allMatch(c -> c >= ' ' && c <= 0x7e);
    }

    private static void refuseControls(String name, String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(name + " has a control character");
        }
    }
}
