package dev.notify.request;

import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What may be given as data: JSON scalars, {@code java.time}, lists and maps of these, copied so that nobody changes them later. */
final class DataValues {

    private static final int DEEPEST = 16;
    private static final int DIGITS = 300;

    private DataValues() {}

    /** A copy nobody can change. */
    static Map<String, Object> copy(String field, Map<String, Object> values) {
        return plainMap(field, values, 0);
    }

    static Object plain(String field, @Nullable Object value) {
        return plain(field, value, 0);
    }

    private static Object plain(String field, @Nullable Object value, int depth) {
        if (value == null) {
            throw new InvalidInputException(field, "is null: leave the variable out or give it a value");
        }
        if (depth > DEEPEST) {
            throw new InvalidInputException(field, "is nested more than " + DEEPEST + " deep");
        }
        if (value instanceof Map<?, ?> map) {
            return plainMap(field, map, depth);
        }
        if (value instanceof Iterable<?> many) {
            List<Object> copy = new ArrayList<>();
            for (Object element : many) {
                copy.add(plain(field + "[" + copy.size() + "]", element, depth + 1));
            }
            return Collections.unmodifiableList(copy);
        }
        return scalar(field, value);
    }

    private static Object scalar(String field, Object value) {
        if (value instanceof BigDecimal d && (d.precision() > DIGITS || Math.abs((long) d.scale()) > DIGITS)
                || value instanceof BigInteger i && i.bitLength() > 3 * DIGITS) {
            throw new InvalidInputException(field, "is a number of more than " + DIGITS + " digits");
        }
        if (value instanceof Double d && !Double.isFinite(d) || value instanceof Float f && !Float.isFinite(f)) {
            throw new InvalidInputException(field, "is no finite number");
        }
        if (value instanceof Float
                || value instanceof Double
                || value instanceof BigDecimal
                || value instanceof BigInteger) {
            return value;
        }
        if (value instanceof Byte || value instanceof Short || value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        if (value instanceof Boolean) {
            return value;
        }
        if (value instanceof String || value instanceof Character) {
            return Names.checkWhole(field, value.toString());
        }
        if (value instanceof Enum<?> || isTime(value)) {
            return value.toString();
        }
        throw new InvalidInputException(
                field,
                "is a " + value.getClass().getSimpleName()
                        + ": give text, a number, true or false, a java.time value, or lists and maps of these");
    }

    private static boolean isTime(Object value) {
        boolean time = value instanceof TemporalAccessor || value instanceof TemporalAmount || value instanceof ZoneId;
        return time && value.getClass().getName().startsWith("java.time.");
    }

    private static Map<String, Object> plainMap(String field, Map<?, ?> map, int depth) {
        Map<String, Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> e : map.entrySet()) {
            if (!(e.getKey() instanceof String name)) {
                throw new InvalidInputException(field, "has a key that is no text");
            }
            Names.checkText(field, name, 80);
            copy.put(name, plain(field + "." + name, e.getValue(), depth + 1));
        }
        return Collections.unmodifiableMap(copy);
    }
}
