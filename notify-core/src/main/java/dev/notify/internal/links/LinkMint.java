package dev.notify.internal.links;

import dev.notify.internal.setup.Setup;
import dev.notify.model.Address;
import dev.notify.model.DeliveryId;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Tenant;
import dev.notify.request.NotificationType;
import dev.notify.security.Link;
import dev.notify.security.LinkRefusedException;
import dev.notify.security.SignedLinks;
import dev.notify.template.Words;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes links and reads them. Safe for all threads. */
public final class LinkMint {

    private static final String SAMPLE = "sample";

    private final Optional<SignedLinks> links;
    private final Optional<TokenSeal> seal;

    /** Makes those of this setup; none where it names no place for them. */
    public LinkMint(Setup setup) {
        this.links = setup.seams().links();
        this.seal = links.map(l -> new TokenSeal(l.keys()));
    }

    /**
     * What a genuine token says.
     *
     * @param address where the message went; empty where that is too long to be carried
     */
    public record Read(Link link, Optional<Address> address) {}

    /** Whether there are any. */
    public boolean used() {
        return links.isPresent();
    }

    /** Where the recipient of a delivery unsubscribes from its type's category; empty for what is mandatory. */
    public Optional<URI> unsubscribe(NotificationType type, Tenant tenant, UUID delivery, Address address, long now) {
        return links.filter(l -> type.mandatory().isEmpty()).map(l -> {
            long until = now + l.life().toMillis();
            Claims claims = Claims.unsubscribe(until, delivery, tenant.value(), type.category(), address);
            return uri(l, tenant, seal.orElseThrow().seal(claims.bytes()));
        });
    }

    /** What words see: the data, and the link under its name unless the host has something of that name. */
    public static Map<String, Object> dataWith(Map<String, Object> data, Optional<URI> link) {
        if (link.isEmpty() || data.containsKey(Words.UNSUBSCRIBE_LINK)) {
            return data;
        }
        Map<String, Object> more = new HashMap<>(data);
        more.put(Words.UNSUBSCRIBE_LINK, link.get().toString());
        return more;
    }

    /** What words will see, with a link that leads nowhere. */
    public Map<String, Object> dataWithSample(Map<String, Object> data, NotificationType type) {
        return dataWith(data, links.filter(l -> type.mandatory().isEmpty()).map(l -> uri(l, Tenant.DEFAULT, SAMPLE)));
    }

    private static URI uri(SignedLinks l, Tenant tenant, String token) {
        String base = l.base().replace(SignedLinks.TENANT, URLEncoder.encode(tenant.value(), StandardCharsets.UTF_8));
        return URI.create(base + (base.endsWith("/") ? "" : "/") + token);
    }

    /** How long a link is good for, in milliseconds. */
    public long life() {
        return links.map(l -> l.life().toMillis()).orElse(0L);
    }

    /**
     * What a token says.
     *
     * @throws LinkRefusedException if it is none of ours, of another tenant, or expired
     */
    public Read read(String token, Tenant tenant, long now) {
        Claims claims = seal.flatMap(s -> s.open(token))
                .map(LinkMint::claims)
                .filter(c -> c.tenant().equals(tenant.value()))
                .orElseThrow(() -> new LinkRefusedException(LinkRefusedException.Reason.NOT_VALID));
        if (now >= claims.expiresAt()) {
            throw new LinkRefusedException(LinkRefusedException.Reason.EXPIRED);
        }
        Link link = new Link(
                claims.purpose(),
                new DeliveryId(claims.delivery()),
                claims.channel(),
                claims.category(),
                Instant.ofEpochMilli(claims.expiresAt()));
        return new Read(
                link,
                claims.address().isEmpty()
                        ? Optional.empty()
                        : Optional.of(Address.of(claims.channel(), claims.address())));
    }

    private static Claims claims(byte[] bytes) {
        try {
            return Claims.read(bytes);
        } catch (IOException | InvalidInputException e) {
            throw new LinkRefusedException(LinkRefusedException.Reason.NOT_VALID);
        }
    }
}
