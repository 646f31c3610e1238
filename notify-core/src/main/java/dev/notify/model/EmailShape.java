package dev.notify.model;

/** What an e-mail address must look like before anything is sent to it; written by hand, so that no input makes it slow. */
final class EmailShape {

    private EmailShape() {}

    static void check(String value) {
        int at = value.lastIndexOf('@');
        if (at <= 0 || at == value.length() - 1) {
            throw refused("has no name or no domain around an @");
        }
        if (value.length() > 254 || at > 64) {
            throw refused("is too long: 64 characters before the @ and 254 in all are allowed");
        }
        checkLocal(value.substring(0, at));
        checkDomain(value.substring(at + 1));
    }

    private static void checkLocal(String local) {
        if (local.startsWith(".") || local.endsWith(".") || local.contains("..")) {
            throw refused("has a dot in a wrong place before the @");
        }
        for (int i = 0; i < local.length(); i++) {
            char c = local.charAt(i);
            if (c <= ' ' || "()<>[]:;,\\\"@".indexOf(c) >= 0 || Character.isWhitespace(c)) {
                throw refused("has a character before the @ that addresses may not have");
            }
        }
    }

    private static void checkDomain(String domain) {
        int labelStart = 0;
        for (int i = 0; i <= domain.length(); i++) {
            boolean end = i == domain.length() || domain.charAt(i) == '.';
            if (end) {
                checkLabel(domain.substring(labelStart, i));
                labelStart = i + 1;
            }
        }
    }

    private static void checkLabel(String label) {
        boolean good = !label.isEmpty() && label.length() <= 63 && !label.startsWith("-") && !label.endsWith("-");
        for (int i = 0; good && i < label.length(); i++) {
            good = label.charAt(i) == '-' || Character.isLetterOrDigit(label.charAt(i)) || label.charAt(i) > 0x7f;
        }
        if (!good) {
            throw refused("has a domain that cannot exist");
        }
    }

    private static InvalidInputException refused(String problem) {
        return new InvalidInputException("address", problem);
    }
}
