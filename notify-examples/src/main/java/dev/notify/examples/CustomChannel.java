package dev.notify.examples;

import dev.notify.NotificationService;
import dev.notify.channel.Channel;
import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.event.NotificationEvent;
import dev.notify.event.NotificationEvent.Finished;
import dev.notify.memory.MemoryStore;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.laws.ChannelLaws;
import dev.notify.testing.laws.Law;
import dev.notify.testing.laws.SampleMessages;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A channel of the host's own, in one small class: written, checked against the laws of channels, and used. */
public final class CustomChannel {

    static final ChannelName PAGER = ChannelName.of("pager");

    private CustomChannel() {}

    public static void main(String[] args) {
        Show.main(CustomChannel::run);
    }

    /** The provider's side: here a stand-in, in a host an HTTP client or a serial line. */
    interface PagerNetwork {

        /** Its answers. */
        enum Answer {
            TAKEN,
            BUSY,
            NO_SUCH_PAGER
        }

        /** Pages; drops a repetition of the same id. */
        Answer page(String id, String number, String text) throws Exception;
    }

    // region channel
    /** Pages people. */
    static final class PagerChannel implements Channel {

        private final PagerNetwork network;

        PagerChannel(PagerNetwork network) {
            this.network = network;
        }

        @Override
        public ChannelName name() {
            return PAGER;
        }

        @Override
        public Optional<String> refuses(Address address) {
            boolean fine = address.value().matches("[0-9]{4,7}");
            return fine ? Optional.empty() : Optional.of("is no pager number: write 4 to 7 digits");
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Outcome deliver(Message message) throws Exception {
            try {
                String number = message.address().value();
                return switch (network.page(
                        message.id().toString(), number, message.words().title())) {
                    case TAKEN -> Outcome.sent();
                    case BUSY -> Outcome.tryAgain(Duration.ofSeconds(10), "the pager network is busy");
                    case NO_SUCH_PAGER -> Outcome.addressIsDead("the network does not know the pager");
                };
            } catch (SocketTimeoutException e) {
                return Outcome.maybeSent("the pager network did not answer");
            }
        }
    }
    // endregion

    static void run(Show show) throws Exception {
        show.title("A channel of your own: pagers");
        checkLaws(show);
        use(show);
    }

    private static void checkLaws(Show show) {
        show.step("The laws of channels, for each way the network can answer");
        PagerNetwork silent = (id, number, text) -> {
            throw new SocketTimeoutException("no answer");
        };
        for (PagerNetwork.Answer answer : PagerNetwork.Answer.values()) {
            int kept = kept((id, number, text) -> answer);
            show.check(kept > 0, "when it answers " + answer + ": all " + kept + " laws are kept");
        }
        int kept = kept(silent);
        show.check(kept > 0, "when it does not answer: all " + kept + " laws are kept");
    }

    /** How many laws there are; throws at the first that is broken. In a test, each would be a test of its own. */
    private static int kept(PagerNetwork network) {
        // region laws
        List<Law> laws =
                ChannelLaws.of(() -> new PagerChannel(network), () -> SampleMessages.to(Address.of(PAGER, "4711")));
        // endregion
        for (Law law : laws) {
            try {
                law.check().run();
            } catch (Exception e) {
                throw new IllegalStateException(law.name(), e);
            }
        }
        return laws.size();
    }

    private static void use(Show show) throws InterruptedException {
        show.step("Used like any other");
        // region use
        NotificationType bedCall = NotificationType.named("bed-call")
                .anyTime()
                .sendBy(PAGER)
                .requires("ward")
                .discreet("Call ward {{ward}}", "");
        // endregion
        BlockingQueue<String> paged = new LinkedBlockingQueue<>();
        BlockingQueue<Finished> finished = new LinkedBlockingQueue<>();
        PagerNetwork network = (id, number, text) -> {
            paged.add(number + " shows '" + text + "'");
            return PagerNetwork.Answer.TAKEN;
        };
        try (NotificationService notifications = NotificationService.builder()
                .store(MemoryStore.create())
                .channel(new PagerChannel(network))
                .define(bedCall)
                .onEvent(event -> keep(event, finished))
                .start()) {
            notifications.send(Notification.of(bedCall)
                    .toAddress(Address.of(PAGER, "4711"))
                    .with("ward", "12B"));
            String shown = paged.poll(10, TimeUnit.SECONDS);
            show.line("  pager " + shown);
            show.check("4711 shows 'Call ward 12B'".equals(shown), "the pager was paged");
            Finished done = finished.poll(10, TimeUnit.SECONDS);
            show.check(done != null, "and the delivery is recorded as " + (done == null ? "nothing" : done.state()));

            try {
                notifications.send(Notification.of(bedCall)
                        .toAddress(Address.of(PAGER, "ward 12B"))
                        .with("ward", "12B"));
                throw new Show.NotShown("an address that is no pager number is refused");
            } catch (InvalidInputException refused) {
                show.line("  refused: " + refused.getMessage());
            }
        }
    }

    private static void keep(NotificationEvent event, BlockingQueue<Finished> finished) {
        if (event instanceof Finished done) {
            finished.add(done);
        }
    }
}
