package dev.notify.template;

import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Mustache;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks variables up in maps only: a template never calls a method or reads a field of anything. */
final class DataCollector extends DefaultCollector {

    @Override
    @SuppressWarnings("NullAway") // the library's contract: null means that there is no such variable
    public Mustache.@Nullable VariableFetcher createFetcher(Object context, String name) {
        return context instanceof Map<?, ?> || ".".equals(name) || "this".equals(name)
                ? super.createFetcher(context, name)
                : null;
    }
}
