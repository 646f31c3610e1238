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

    /**
     * Where the recipient of a delivery takes it on, and unsubscribes from its type's category; there is no link to unsubscribe from what is
     * mandatory.
     */
    public Of of(NotificationType type, Tenant tenant, UUID delivery, Address address, long now) {
        return new Of(
                links.filter(l -> type.mandatory().isEmpty())
                        .map(l -> uri(
                                l,
                                tenant,
                                Claims.unsubscribe(until(l, now), delivery, tenant.value(), type.category(), address))),
                links.map(l -> uri(
                        l,
                        tenant,
                        Claims.acknowledge(
                                until(l, now), delivery, tenant.value(), type.category(), address.channel()))));
    }

    private static long until(SignedLinks l, long now) {
        return now + l.life().toMillis();
    }

    private URI uri(SignedLinks l, Tenant tenant, Claims claims) {
        return uri(l, tenant, seal.orElseThrow().seal(claims.bytes()));
    }

    /** The links of one message. */
    public record Of(Optional<URI> unsubscribe, Optional<URI> acknowledge) {

        /** What words see: the data, and each link under its name unless the host has something of that name. */
        public Map<String, Object> with(Map<String, Object> data) {
            if (acknowledge.isEmpty()) {
                return data;
            }
            Map<String, Object> more = new HashMap<>();
            more.put(Words.ACKNOWLEDGE_LINK, acknowledge.get().toString());
            unsubscribe.ifPresent(link -> more.put(Words.UNSUBSCRIBE_LINK, link.toString()));
            more.putAll(data);
            return more;
        }
    }

    /** What words will see, with links that lead nowhere. */
    public Map<String, Object> dataWithSample(Map<String, Object> data, NotificationType type) {
        Optional<URI> sample = links.map(l -> uri(l, Tenant.DEFAULT, SAMPLE));
        return new Of(sample.filter(l -> type.mandatory().isEmpty()), sample).with(data);
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
