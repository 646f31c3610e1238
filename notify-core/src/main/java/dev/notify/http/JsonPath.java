package dev.notify.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what stands somewhere in a JSON object. */
public final class JsonPath {

    private JsonPath() {}

    /**
     * What stands there, as text.
     *
     * @param path names and numbers of list elements, separated by dots: {@code messages.0.id}
     */
    public static Optional<String> at(Map<String, Object> object, String path) {
        Object here = object;
        for (String step : path.split("\\.", -1)) {
            if (here instanceof Map<?, ?> map) {
                here = map.get(step);
            } else if (here instanceof List<?> list
                    && step.matches("[0-9]{1,4}")
                    && Integer.parseInt(step) < list.size()) {
                here = list.get(Integer.parseInt(step));
            } else {
                return Optional.empty();
            }
        }
        return here == null || here instanceof Map || here instanceof List
                ? Optional.empty()
                : Optional.of(String.valueOf(here));
    }
}
