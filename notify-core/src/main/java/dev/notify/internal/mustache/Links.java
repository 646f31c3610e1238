package dev.notify.internal.mustache;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** What may stand in a link: a whole one of a scheme that does no harm, or a piece that cannot leave its place. */
final class Links {

    /** The part of a value that fills a whole link. */
    static final String WHOLE = "@link";

    /** The part of a value that stands inside one. */
    static final String PIECE = "@piece";

    private static final Set<String> SCHEMES = Set.of("http", "https", "mailto");
    private static final String UNTOUCHED = "-._~/@";

    private Links() {}

    static boolean isForm(String name) {
        return name.equals(WHOLE) || name.equals(PIECE);
    }

    static String of(String form, String value, String path) {
        if (form.equals(PIECE)) {
            return encode(value);
        }
        if (!isWhole(value)) {
            throw new WrongKind(path, "is no link that may be shown: it begins with https:, http: or mailto:");
        }
        return value;
    }

    /** Whether a value may be a link by itself. */
    static boolean isWhole(String value) {
        int colon = value.indexOf(':');
        return colon > 0
                && SCHEMES.contains(value.substring(0, colon).toLowerCase(Locale.ROOT))
                && value.chars().noneMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c));
    }

    /** Whether what stands before a piece already says where the link goes: a scheme and the whole of a host, or an address. */
    static boolean decides(String prefix) {
        if (!isWhole(prefix)) {
            return false;
        }
        String rest = prefix.substring(prefix.indexOf(':') + 1);
        return prefix.toLowerCase(Locale.ROOT).startsWith("mailto:")
                || rest.startsWith("//") && rest.length() > 3 && rest.indexOf('/', 2) > 2;
    }

    private static String encode(String value) {
        StringBuilder encoded = new StringBuilder(value.length() + 16);
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (plain || UNTOUCHED.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}
