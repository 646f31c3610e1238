package dev.notify.internal.fanout;

import dev.notify.internal.content.Content;
import dev.notify.internal.json.Json;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Recipient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Recipients who are named, some hundreds on a card: each an id, a contact or an address. */
final class NamedPage {

    private NamedPage() {}

    static String write(List<Recipient> recipients) {
        return Json.write(
                Map.of("all", recipients.stream().map(NamedPage::written).toList()));
    }

    private static Object written(Recipient recipient) {
        if (recipient instanceof Recipient.Inline inline) {
            return Map.of("contact", Content.writeContact(inline.contact()));
        }
        if (recipient instanceof Recipient.Bare bare) {
            return Map.of(
                    "channel", bare.address().channel().value(),
                    "value", bare.address().value());
        }
        return recipient.key();
    }

    static List<Recipient> read(String text) {
        List<Recipient> recipients = new ArrayList<>();
        if (Json.read(text).get("all") instanceof List<?> all) {
            all.forEach(one -> recipients.add(read(one)));
        }
        return recipients;
    }

    private static Recipient read(Object one) {
        if (one instanceof Map<?, ?> map) {
            return map.get("contact") instanceof String contact
                    ? Recipient.contact(Content.readContact(contact))
                    : Recipient.address(Address.of(
                            ChannelName.of(String.valueOf(map.get("channel"))), String.valueOf(map.get("value"))));
        }
        return Recipient.id(String.valueOf(one));
    }
}
