package dev.notify.email.internal.mime;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes bodies so that they pass any server: seven bits, lines that are short enough. */
final class Bodies {

    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'});
    private static final int QUOTED_LINE = 76;
    private static final int LONGEST_LINE = 998;
    private static final String HEX = "0123456789ABCDEF";

    private Bodies() {}

    /** The rest of the headers of a text, the blank line, and the text. */
    static void text(Bytes out, String text) {
        String lines = withLineEnds(text);
        byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
        int foreign = foreign(bytes);
        if (foreign == 0 && fits(lines)) {
            Headers.plain(out, "Content-Transfer-Encoding", "7bit");
            out.line().put(bytes);
        } else if (foreign * 6L < bytes.length) {
            Headers.plain(out, "Content-Transfer-Encoding", "quoted-printable");
            out.line();
            quoted(out, bytes);
        } else {
            bytes(out, bytes);
            return;
        }
        if (!lines.endsWith("\r\n")) {
            out.line();
        }
    }

    /** The rest of the headers of anything, the blank line, and its bytes. */
    static void bytes(Bytes out, byte[] bytes) {
        Headers.plain(out, "Content-Transfer-Encoding", "base64");
        out.line().put(BASE64.encode(bytes)).line();
    }

    /** Every line end as CRLF. */
    static String withLineEnds(String text) {
        StringBuilder out = new StringBuilder(text.length() + 64);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r' || c == '\n') {
                out.append("\r\n");
                if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Bytes that cannot stand as they are in any encoding but base64 or quoted. */
    private static int foreign(byte[] bytes) {
        int foreign = 0;
        for (byte b : bytes) {
            boolean plain = b >= ' ' && b < 0x7f || b == '\t' || b == '\r' || b == '\n';
            foreign += plain ? 0 : 1;
        }
        return foreign;
    }

    /** Whether no line is too long, could be taken for a boundary, or is one that mailboxes change. */
    private static boolean fits(String lines) {
        int start = 0;
        while (start <= lines.length()) {
            int end = lines.indexOf("\r\n", start);
            int stop = end < 0 ? lines.length() : end;
            if (stop - start > LONGEST_LINE || lines.startsWith("--", start) || lines.startsWith("From ", start)) {
                return false;
            }
            start = stop + 2;
        }
        return true;
    }

    private static void quoted(Bytes out, byte[] bytes) {
        int column = 0;
        for (int i = 0; i < bytes.length; i++) {
            int b = bytes[i] & 0xff;
            if (b == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n') {
                out.line();
                column = 0;
                i++;
                continue;
            }
            boolean plain = b > ' ' && b < 0x7f && b != '=' && !(column == 0 && (b == '-' || b == 'F' || b == '.'))
                    || (b == ' ' || b == '\t') && !lineEnds(bytes, i + 1);
            int width = plain ? 1 : 3;
            boolean last = lineEnds(bytes, i + 1);
            if (column + width > (last ? QUOTED_LINE : QUOTED_LINE - 1)) {
                out.put('=').line();
                column = 0;
            }
            if (plain) {
                out.put(b);
            } else {
                out.put('=').put(HEX.charAt(b >> 4)).put(HEX.charAt(b & 15));
            }
            column += width;
        }
    }

    private static boolean lineEnds(byte[] bytes, int at) {
        return at >= bytes.length || bytes[at] == '\r' && at + 1 < bytes.length && bytes[at + 1] == '\n';
    }
}
