package dev.notify.internal.mustache;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;

/**
 * Which form of a word a number asks for, by the rules of Unicode's CLDR for the languages named here; every other language has one
 * form for exactly 1 and one for the rest.
 */
final class Plurals {

    static final String OTHER = "other";

    private static final String ONE = "one";
    private static final String FEW = "few";
    private static final String MANY = "many";
    private static final Set<String> FORMS = Set.of("zero", ONE, "two", FEW, MANY, OTHER);

    private static final Set<String> ONE_FORM = Set.of("id", "ja", "ko", "lo", "ms", "my", "th", "vi", "zh");
    private static final Set<String> NOUGHT_IS_ONE = Set.of("am", "bn", "fa", "fr", "gu", "hi", "hy", "kn", "pt", "zu");
    private static final Set<String> EAST_SLAVIC = Set.of("be", "ru", "uk");
    private static final Set<String> SOUTH_SLAVIC = Set.of("bs", "hr", "sr");

    private Plurals() {}

    static boolean isForm(String name) {
        return FORMS.contains(name);
    }

    static String formOf(Number value, Locale locale) {
        BigDecimal n = new BigDecimal(value.toString()).abs();
        String language = locale.getLanguage();
        if (ONE_FORM.contains(language)) {
            return OTHER;
        }
        if (NOUGHT_IS_ONE.contains(language)) {
            return n.compareTo(language.equals("fr") || language.equals("pt") ? new BigDecimal(2) : BigDecimal.ONE) < 0
                            || n.compareTo(BigDecimal.ONE) == 0
                    ? ONE
                    : OTHER;
        }
        if (n.stripTrailingZeros().scale() > 0) {
            return language.equals("cs") || language.equals("sk") ? MANY : OTHER;
        }
        int last = n.remainder(BigDecimal.valueOf(100)).intValue();
        boolean single = n.compareTo(BigDecimal.ONE) == 0;
        if (EAST_SLAVIC.contains(language) || SOUTH_SLAVIC.contains(language)) {
            return slavic(last, SOUTH_SLAVIC.contains(language) ? OTHER : MANY);
        }
        return switch (language) {
            case "pl" -> single ? ONE : slavic(last, MANY).equals(FEW) ? FEW : MANY;
            case "cs", "sk" -> single ? ONE : few(n) ? FEW : OTHER;
            case "ar" -> arabic(n, last);
            default -> single ? ONE : OTHER;
        };
    }

    private static String slavic(int last, String rest) {
        int unit = last % 10;
        boolean teen = last > 10 && last < 20;
        return unit == 1 && !teen ? ONE : unit >= 2 && unit <= 4 && !teen ? FEW : rest;
    }

    private static boolean few(BigDecimal n) {
        return n.compareTo(BigDecimal.valueOf(2)) >= 0 && n.compareTo(BigDecimal.valueOf(4)) <= 0;
    }

    private static String arabic(BigDecimal n, int last) {
        if (n.compareTo(BigDecimal.valueOf(2)) <= 0) {
            return n.signum() == 0 ? "zero" : n.compareTo(BigDecimal.ONE) == 0 ? ONE : "two";
        }
        return last >= 3 && last <= 10 ? FEW : last >= 11 ? MANY : OTHER;
    }
}
