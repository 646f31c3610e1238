package dev.notify.examples;

import static dev.notify.model.ChannelName.EMAIL;

import dev.notify.channel.Channel;
import dev.notify.channel.Message;
import dev.notify.delivery.Delivery;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Outcome;
import dev.notify.delivery.Receipt;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.policy.BreakerPolicy;
import dev.notify.policy.RateLimit;
import dev.notify.provider.Provider;
import dev.notify.provider.ProviderPool;
import dev.notify.provider.ProviderState;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Two mail gateways behind one channel: one goes down, the other takes over; both go down, and everything waits. */
public final class ProvidersFailOver {

    private static final NotificationType NEWS =
            NotificationType.named("news").anyTime().sendBy(EMAIL).discreet("News", "Please sign in");

    private ProvidersFailOver() {}

    public static void main(String[] args) {
        Show.main(ProvidersFailOver::run);
    }

    /** A gateway that can be switched off; in a host, an SMTP relay or the API of a mail service. */
    static final class Relay implements Channel {

        private volatile boolean on = true;
        private final AtomicInteger taken = new AtomicInteger();

        void isOn(boolean now) {
            on = now;
        }

        int taken() {
            return taken.get();
        }

        @Override
        public ChannelName name() {
            return EMAIL;
        }

        // region answer
        @Override
        public Outcome deliver(Message message) {
            if (!on) {
                return Outcome.unavailable("connection refused"); // nobody's message is at fault
            }
            taken.incrementAndGet();
            return Outcome.sent();
        }
        // endregion
    }

    static void run(Show show) {
        show.title("Two providers behind one channel");
        Relay relay = new Relay();
        Relay backup = new Relay();
        // region pool
        ProviderPool mail = ProviderPool.inOrder(
                Provider.of("relay", relay).rate(RateLimit.perSecond(50)),
                Provider.of("backup", backup)
                        .rate(RateLimit.perSecond(5))
                        .atOnce(2)
                        .breaker(BreakerPolicy.failures(3, 5)));
        // endregion
        try (TestNotifications test = TestNotifications.start(b -> b.define(NEWS)
                .contactsFrom(id -> Optional.of(Contact.of(id).email(id + "@example.org")))
                .channel(mail))) {
            oneGoesDown(show, test, relay, backup);
            bothGoDown(show, test, relay, backup);
        }
    }

    private static void oneGoesDown(Show show, TestNotifications test, Relay relay, Relay backup) {
        show.step("The relay goes down between two messages");
        send(test, "patient-1");
        relay.isOn(false);
        Delivery second = delivery(test, send(test, "patient-2"));
        show.line("  " + second.state() + ": " + second.reason().orElse(""));
        show.check(backup.taken() == 1, "the backup sent the second one, in the same try");
        states(show, test);
    }

    private static void bothGoDown(Show show, TestNotifications test, Relay relay, Relay backup) {
        show.step("The backup goes down, too");
        backup.isOn(false);
        Receipt receipt = send(test, "patient-3");
        Delivery waits = delivery(test, receipt);
        show.line("  " + waits.state() + ": " + waits.reason().orElse(""));
        show.check(waits.state() == DeliveryState.PENDING && waits.tries() == 0, "it waits, and no try is counted");
        test.advance(Duration.ofMinutes(10));
        states(show, test);

        show.step("Ten minutes later the relay is back");
        relay.isOn(true);
        test.advance(Duration.ofMinutes(1));
        show.check(delivery(test, receipt).state() == DeliveryState.SENT, "what waited went out");
        states(show, test);
    }

    private static void states(Show show, TestNotifications test) {
        // region states
        for (ProviderState state : test.notifications().providers()) {
            show.line("  " + state.provider() + " " + state.standing()
                    + state.reason().map(why -> " (" + why + ")").orElse(""));
        }
        // endregion
    }

    private static Receipt send(TestNotifications test, String recipient) {
        Receipt receipt = test.notifications().send(Notification.of(NEWS).to(recipient));
        test.run();
        return receipt;
    }

    private static Delivery delivery(TestNotifications test, Receipt receipt) {
        return test.status(receipt.id()).deliveries().get(0);
    }
}
