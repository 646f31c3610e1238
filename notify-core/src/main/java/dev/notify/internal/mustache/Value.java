package dev.notify.internal.mustache;

import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.math.BigDecimal;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of the data as a text sees it: its entries or its parts, and nothing of Java. */
final class Value {

    private final Object is;
    private final String path;
    private final Text.Voice voice;

    private Value(Object is, String path, Text.Voice voice) {
        this.is = is;
        this.path = path;
        this.voice = voice;
    }

    /** @param path what a text calls it; empty for the data as a whole */
    static Object of(Object raw, String path, Text.Voice voice) {
        if (raw instanceof Boolean) {
            return raw;
        }
        return raw instanceof List<?> list ? new Many(list, path, voice) : new Value(raw, path, voice);
    }

    @Nullable
    Object member(String name) {
        if (is instanceof Map<?, ?> map) {
            Object entry = map.get(name);
            return entry == null ? null : of(entry, path.isEmpty() ? name : path + "." + name, voice);
        }
        Object part = Links.isForm(name) ? Links.of(name, text(), path) : Forms.of(name, is, path, voice);
        return part == null ? null : of(part, path, voice);
    }

    String text() {
        if (is instanceof Map) {
            throw new WrongKind(path, "has entries: name one of them");
        }
        return is instanceof BigDecimal number ? number.toPlainString() : is.toString();
    }

    /** The text of anything a variable may stand for. */
    static String textOf(Object value) {
        if (value instanceof Many many) {
            throw new WrongKind(many.path, "is a list: use a section");
        }
        return value instanceof Value one ? one.text() : value.toString();
    }

    private static final class Many extends AbstractList<Object> {
        private final List<?> list;
        private final String path;
        private final Text.Voice voice;

        Many(List<?> list, String path, Text.Voice voice) {
            this.list = list;
            this.path = path;
            this.voice = voice;
        }

        @Override
        public Object get(int index) {
            return of(list.get(index), "", voice);
        }

        @Override
        public int size() {
            return list.size();
        }
    }

    /** Looks names up in values only: a text never calls a method or reads a field of anything. */
    static final class Collector extends DefaultCollector {

        @Override
        @SuppressWarnings("NullAway") // the library's contract: null means that there is no such variable
        public Mustache.@Nullable VariableFetcher createFetcher(Object context, String name) {
            if (".".equals(name)) {
                return super.createFetcher(context, name);
            }
            return context instanceof Value ? Collector::member : null;
        }

        private static Object member(Object context, String name) {
            Object value = ((Value) context).member(name);
            return value == null ? Template.NO_FETCHER_FOUND : value;
        }
    }
}
