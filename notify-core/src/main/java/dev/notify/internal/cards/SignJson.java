package dev.notify.internal.cards;

import dev.notify.model.ChannelName;
import dev.notify.sign.Sign;
import dev.notify.sign.Signature;
import dev.notify.sign.Signer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Signs as plain maps. */
final class SignJson {

    private SignJson() {}

    static Map<String, Object> write(Signature signature) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("sign", signature.sign().name());
        map.put("by", signature.by());
        signature.signer().channel().ifPresent(channel -> map.put("channel", channel.value()));
        signature.signer().note().ifPresent(note -> map.put("note", note));
        map.put("at", signature.at().toEpochMilli());
        return map;
    }

    static Signature read(Map<String, Object> map) {
        Signer signer = new Signer(
                Fields.text(map, "by"),
                Optional.ofNullable(Fields.textOrNull(map, "channel")).map(ChannelName::of),
                Optional.ofNullable(Fields.textOrNull(map, "note")));
        return new Signature(
                Sign.valueOf(Fields.text(map, "sign")), signer, Instant.ofEpochMilli(Fields.number(map, "at")));
    }
}
