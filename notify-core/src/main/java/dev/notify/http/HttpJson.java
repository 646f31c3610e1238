package dev.notify.http;

import dev.notify.internal.json.Json;
import java.util.Map;

/** JSON objects as maps of text, numbers, booleans, lists and maps, for channels that talk to servers. */
public final class HttpJson {

    private HttpJson() {}

    /** The text of an object. */
    public static String write(Map<String, ?> object) {
        return Json.write(object);
    }

    /**
     * The object a text holds; depth and length are bounded, and what is null is absent.
     *
     * @throws IllegalArgumentException if it holds none
     */
    public static Map<String, Object> read(String text) {
        return Json.read(text);
    }
}
