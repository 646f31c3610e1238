package dev.notify.push;

import dev.notify.channel.Message;
import dev.notify.http.HttpJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What phones are told, whoever carries it. */
final class PhoneText {

    /** The most bytes that are carried. */
    static final int MOST = 4_096;

    private static final Duration LONGEST_LIFE = Duration.ofDays(28);
    private static final int SHORT_TITLE = 60;

    private PhoneText() {}

    /** What an app needs to find the notification. */
    static Map<String, Object> data(Message message) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", message.id().toString());
        data.put("notification", message.notification().toString());
        data.put("type", message.type());
        return data;
    }

    /** What is shown; {@code least} leaves all out that can be left out. */
    static Map<String, Object> shown(Message message, boolean least) {
        Map<String, Object> shown = new LinkedHashMap<>();
        String title = message.words().title();
        if (least) {
            int end = title.offsetByCodePoints(0, Math.min(SHORT_TITLE, title.codePointCount(0, title.length())));
            shown.put("title", title.substring(0, end));
        } else {
            shown.put("title", title);
            shown.put("body", message.words().body());
        }
        return shown;
    }

    /** The same for all tries of a delivery: a later one takes the place of an earlier one. */
    static String collapse(Message message) {
        return message.id().toString().replace("-", "");
    }

    static Duration life(Message message, Instant now) {
        Duration left = message.expiry().map(end -> Duration.between(now, end)).orElse(LONGEST_LIFE);
        Duration life = left.compareTo(LONGEST_LIFE) < 0 ? left : LONGEST_LIFE;
        return life.isNegative() ? Duration.ZERO : life;
    }

    static int bytes(Map<String, ?> object) {
        return HttpJson.write(object).getBytes(StandardCharsets.UTF_8).length;
    }
}
