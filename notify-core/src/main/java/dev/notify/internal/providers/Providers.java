package dev.notify.internal.providers;

import dev.notify.channel.Channel;
import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.pauses.Halts;
import dev.notify.internal.quota.QuotaStore;
import dev.notify.internal.setup.Setup;
import dev.notify.model.ChannelName;
import dev.notify.provider.Provider;
import dev.notify.provider.ProviderPool;
import dev.notify.provider.ProviderState;
import dev.notify.store.Store;
import dev.notify.store.StoreException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ways out of this node, one for each channel. Safe for all threads; nothing here blocks. */
public final class Providers {

    private static final long STORE_AWAY = 30_000;

    private final Map<ChannelName, Gateway> gateways = new LinkedHashMap<>();
    private final Board board;
    private final Halts halts;

    /** The ways out of a service that was built like this. */
    public Providers(
            Setup setup, Surroundings surroundings, Store store, Announcer announcer, QuotaStore quotas, Halts halts) {
        this.halts = halts;
        this.board = new Board(setup, surroundings, store, gateways);
        setup.lines().channels().forEach((name, channel) -> {
            ProviderPool pool =
                    channel instanceof ProviderPool given ? given : ProviderPool.of(Provider.of(name.value(), channel));
            gateways.put(name, new Gateway(pool, surroundings, announcer, quotas, board, halts));
        });
    }

    /** The way out by that channel; one that nothing stands in where there is no such channel. */
    public Way way(ChannelName channel) {
        Gateway gateway = gateways.get(channel);
        return gateway == null ? Way.FREE : gateway;
    }

    /** For how long, and why, a delivery waits that is paused. */
    public record Halt(long millis, String why) {}

    /** What keeps a delivery from being sent, if a pause does. Blocks for the store now and then. */
    public Optional<Halt> halted(ChannelName channel, String category) {
        try {
            return halts.overDelivery(channel, category).map(p -> new Halt(halts.wait(p), p.words()));
        } catch (StoreException e) {
            return Optional.of(new Halt(STORE_AWAY, "whether it is paused could not be read"));
        }
    }

    /** Begins to tell other nodes, and to hear of them. */
    public void start() {
        board.start();
    }

    /** Tells and hears nothing more. */
    public void stop() {
        board.stop();
    }

    /** How each provider is doing, as this node sees it, in the order they were given. */
    public List<ProviderState> states() {
        return gateways.values().stream().flatMap(g -> g.states().stream()).toList();
    }

    /** One channel's way out. */
    public interface Way {

        /** How many more deliveries could begin within a second; {@code Integer.MAX_VALUE} without a limit. */
        int soon();

        /** How many deliveries could begin now. */
        int free(boolean critical);

        /** Keeps a place with some provider for a delivery that is about to begin; empty if none can take one now. */
        Optional<Turn> turn(boolean critical);

        /** For a delivery that begins without a place kept: it takes what there is. */
        Turn unasked(boolean critical);

        /** When to ask again, in steady time; {@code Long.MAX_VALUE} if that depends on what is under way. */
        long nextAt(boolean critical);

        /** What a delivery that has to wait is told. */
        String why();

        /** What is no delivery has no provider. */
        Way FREE = new FreeWay();
    }

    /** One delivery's turn: it asks for providers until one has the message or none is left. Not shared between threads but for end. */
    public interface Turn {

        /** A provider that can take this message now and has not been asked in this turn. */
        Optional<Pass> next(Message message);

        /** What is said where no provider was asked, or each said it is unavailable. */
        Outcome.Unavailable nobody();

        /** Why it is not to go out at all: a quota that is used up says so. */
        Optional<String> dropped();

        /** The provider asked last was given up on. */
        void overdue();

        /** It is over: what was kept is given back. May be called again. */
        void end();
    }

    /** Leave to call a provider once. */
    public interface Pass {

        /** Whom to call. */
        Channel channel();

        /** What the provider is called in what is told of the try; empty where the channel is no pool. */
        Optional<String> name();

        /** It answered. What comes after it was given up on counts no more. */
        void answered(Outcome outcome);

        /** It threw, or answered nothing: no answer about a message, so it counts against the provider. */
        void broke(Outcome outcome);
    }
}
