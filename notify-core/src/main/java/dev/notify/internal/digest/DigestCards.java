package dev.notify.internal.digest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.json.Digest;
import dev.notify.internal.json.Json;
import dev.notify.security.FieldSeal;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The cards of digests: {@code digest} for each line, written over the version that was read, and {@code digest-roll} for each message, page by
 * page, by the notification, channel and recipient of its carrier, so that what stands in for the carrier finds it as well.
 */
final class DigestCards {

    private static final String LINE = "digest";
    private static final String ROLL = "digest-roll";
    private static final String FIELD = "card.digest";
    private static final int PAGE = 500;
    private static final int MOST_PAGES = 200;
    private static final long KEPT_FOR = Duration.ofDays(400).toMillis();

    private final Surroundings surroundings;
    private final Store store;
    private final FieldSeal seal;
    /** A roll is never changed: who looks whether it is told need not read it again. */
    private final Cache<String, Roll> rolls =
            Caffeine.newBuilder().maximumSize(64).build();

    DigestCards(Surroundings surroundings, Store store, FieldSeal seal) {
        this.surroundings = surroundings;
        this.store = store;
        this.seal = seal;
    }

    private CardPart.Place place(Digests.Key key) {
        String name = Digest.name(key.type() + " " + key.channel() + " " + key.address(), key.group());
        return new CardPart.Place(key.tenant(), LINE, key.recipientLookup(), name);
    }

    Line line(Digests.Key key) {
        return store.cards().read(List.of(place(key))).stream()
                .findFirst()
                .map(this::line)
                .orElseGet(() -> new Line(
                        surroundings.ids().next(surroundings.time().millis()),
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()));
    }

    private Line line(Rows.Card card) {
        Map<String, Object> body = Json.read(seal.open(card.id(), FIELD, card.body()));
        Map<UUID, UUID> told = new HashMap<>();
        if (body.get("told") instanceof Map<?, ?> map) {
            map.forEach((id, by) -> told.put(id(id), id(by)));
        }
        return new Line(
                card.id(),
                card.version(),
                Optional.of(id(body.get("carrier"))),
                Optional.of(id(body.get("notification"))),
                told);
    }

    private static UUID id(@Nullable Object stored) {
        return UUID.fromString(String.valueOf(stored));
    }

    private static String owner(UUID notification, String channel, String recipientLookup) {
        return notification + " " + Digest.name(channel, recipientLookup);
    }

    /** The message whose carrier is the delivery of that notification to that recipient by that channel. */
    Optional<Roll> roll(String tenant, UUID notification, String channel, String recipientLookup) {
        String owner = owner(notification, channel, recipientLookup);
        Roll known = rolls.getIfPresent(owner);
        if (known != null) {
            return Optional.of(known);
        }
        List<Rows.Card> pages = store.cards().list(tenant, ROLL, owner, null, MOST_PAGES);
        if (pages.isEmpty()) {
            return Optional.empty();
        }
        List<UUID> members = new ArrayList<>();
        String carrier = "";
        String words = "";
        for (Rows.Card page : pages) {
            Map<String, Object> body = Json.read(seal.open(page.id(), FIELD, page.body()));
            carrier = String.valueOf(body.get("carrier"));
            words = String.valueOf(body.get("words"));
            if (body.get("members") instanceof List<?> some) {
                some.forEach(one -> members.add(id(one)));
            }
        }
        Roll roll = new Roll(UUID.fromString(carrier), words, members);
        rolls.put(owner, roll);
        return Optional.of(roll);
    }

    /** Writes who is told by the next message of this line; false if another was faster. */
    boolean write(Digests.Key key, Line before, UUID notification, Roll roll, Map<UUID, UUID> told) {
        long now = surroundings.time().millis();
        List<CardPart.Put> puts = new ArrayList<>();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("carrier", roll.carrier().toString());
        line.put("notification", notification.toString());
        line.put("told", told);
        puts.add(new CardPart.Put(
                place(key),
                before.card(),
                before.version(),
                now,
                now + KEPT_FOR,
                seal.seal(before.card(), FIELD, Json.write(line))));
        String owner = owner(notification, key.channel(), key.recipientLookup());
        for (int from = 0; from < roll.members().size(); from += PAGE) {
            List<String> some = roll
                    .members()
                    .subList(from, Math.min(from + PAGE, roll.members().size()))
                    .stream()
                    .map(UUID::toString)
                    .toList();
            UUID id = surroundings.ids().next(now);
            Map<String, Object> body =
                    Map.of("carrier", roll.carrier().toString(), "words", roll.words(), "members", some);
            CardPart.Place place = new CardPart.Place(
                    key.tenant(), ROLL, owner, String.format(java.util.Locale.ROOT, "%06d", from / PAGE));
            puts.add(new CardPart.Put(place, id, 0L, now, now + KEPT_FOR, seal.seal(id, FIELD, Json.write(body))));
        }
        return store.cards().write(CardPart.Step.EMPTY.puts(puts));
    }
}
