package dev.notify.internal.fanout;

import dev.notify.internal.content.Content;
import dev.notify.internal.json.Json;
import dev.notify.model.Recipient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Recipients who are named, some hundreds on a card: each an id, a contact or an address. */
final class NamedPage {

    private NamedPage() {}

    static String write(List<Recipient> recipients) {
        return Json.write(
                Map.of("all", recipients.stream().map(Content::writeRecipient).toList()));
    }

    static List<Recipient> read(String text) {
        List<Recipient> recipients = new ArrayList<>();
        if (Json.read(text).get("all") instanceof List<?> all) {
            all.forEach(one -> recipients.add(Content.readRecipient(one)));
        }
        return recipients;
    }
}
