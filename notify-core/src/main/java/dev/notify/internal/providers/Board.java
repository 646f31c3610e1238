package dev.notify.internal.providers;

import dev.notify.internal.base.Pulse;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.Ticker;
import dev.notify.internal.base.Trace;
import dev.notify.internal.json.Json;
import dev.notify.internal.setup.Setup;
import dev.notify.model.ChannelName;
import dev.notify.provider.ProviderState;
import dev.notify.security.FieldSeal;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import dev.notify.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What nodes tell each other of providers: a breaker that opened is written to a card of kind {@code provider}, and whoever reads it of
 * another node begins with a single delivery.
 *
 * <p>Each node decides by itself; so one whose own network is at fault stops nobody else. Written and read every five seconds, one statement
 * each, and only while this node sends.
 */
final class Board {

    private static final Logger LOG = LoggerFactory.getLogger(Board.class);
    private static final String KIND = "provider";
    private static final String FIELD = "card.provider";
    private static final long EVERY = 5_000;
    private static final long KEPT_FOR = Duration.ofDays(1).toMillis();

    private final Surroundings surroundings;
    private final Store store;
    private final FieldSeal seal;
    private final String node;
    private final Map<ChannelName, Gateway> gateways;
    private final Map<CardPart.Place, ProviderState> opened = new ConcurrentHashMap<>();
    private final Map<CardPart.Place, Long> seen = new ConcurrentHashMap<>();
    private final Ticker ticker;
    private volatile boolean used;

    Board(Setup setup, Surroundings surroundings, Store store, Map<ChannelName, Gateway> gateways) {
        this.surroundings = surroundings;
        this.store = store;
        this.seal = setup.seams().seal();
        this.node = setup.identity().node();
        this.gateways = gateways;
        Pulse pulse = new Pulse(surroundings.tasks(), this::exchange);
        this.ticker = new Ticker(surroundings.tasks(), EVERY, () -> used || !opened.isEmpty(), pulse::wake);
    }

    void start() {
        ticker.start();
    }

    void stop() {
        ticker.stop();
    }

    /** Something is about to be sent. */
    void used() {
        used = true;
        ticker.arm();
    }

    /** A breaker of this node opened. */
    void opened(ProviderState state) {
        opened.put(new CardPart.Place("", KIND, state.channel().value(), state.provider()), state);
        ticker.arm();
    }

    private void exchange() {
        used = false;
        try {
            write();
            read();
        } catch (StoreException e) {
            LOG.debug("nothing was told of providers, and nothing heard", Trace.of(e));
        }
    }

    private void write() {
        Map<CardPart.Place, ProviderState> told = new LinkedHashMap<>(opened);
        if (told.isEmpty()) {
            return;
        }
        long now = surroundings.time().millis();
        List<CardPart.Put> puts = new ArrayList<>();
        Map<CardPart.Place, Rows.Card> there = new LinkedHashMap<>();
        store.cards().read(told.keySet()).forEach(card -> there.put(card.place(), card));
        told.forEach((place, state) -> {
            Rows.Card card = there.get(place);
            UUID id = card == null ? surroundings.ids().next(now) : card.id();
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("node", node);
            body.put("misconfigured", state.standing() == ProviderState.Standing.MISCONFIGURED);
            body.put("why", state.reason().orElse(""));
            puts.add(new CardPart.Put(place, id, null, now, now + KEPT_FOR, seal.seal(id, FIELD, Json.write(body))));
            opened.remove(place, state);
        });
        store.cards().write(CardPart.Step.EMPTY.puts(puts));
    }

    private void read() {
        List<CardPart.Place> places = new ArrayList<>();
        gateways.forEach((channel, gateway) ->
                gateway.states().forEach(s -> places.add(new CardPart.Place("", KIND, channel.value(), s.provider()))));
        long recent = surroundings.time().millis() - 2 * EVERY;
        for (Rows.Card card : store.cards().read(places)) {
            Long before = seen.put(card.place(), card.version());
            boolean news = before == null ? card.changedAt() >= recent : before < card.version();
            Map<String, Object> body = Json.read(seal.open(card.id(), FIELD, card.body()));
            if (news && !node.equals(body.get("node"))) {
                String why = body.get("why") + ", says node " + body.get("node");
                Gateway gateway = gateways.get(ChannelName.of(card.place().owner()));
                if (gateway != null) {
                    gateway.heard(card.place().name(), Boolean.TRUE.equals(body.get("misconfigured")), why);
                }
            }
        }
    }
}
