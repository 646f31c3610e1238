package dev.notify.template;

import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks variables up in maps only: a template never calls a method or reads a field of anything, a map's own included. */
final class DataCollector extends DefaultCollector {

    @Override
    @SuppressWarnings("NullAway") // the library's contract: null means that there is no such variable
    public Mustache.@Nullable VariableFetcher createFetcher(Object context, String name) {
        if (".".equals(name) || "this".equals(name)) {
            return super.createFetcher(context, name);
        }
        return context instanceof Map<?, ?> ? DataCollector::entry : null;
    }

    private static Object entry(Object context, String name) {
        Object value = ((Map<?, ?>) context).get(name);
        return value == null ? Template.NO_FETCHER_FOUND : value;
    }
}
