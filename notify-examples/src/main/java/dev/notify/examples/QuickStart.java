package dev.notify.examples;

import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.notify.NotificationService;
import dev.notify.channel.Channel;
import dev.notify.channel.LogChannel;
import dev.notify.channel.Message;
import dev.notify.delivery.Attempt;
import dev.notify.delivery.Delivery;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Outcome;
import dev.notify.delivery.Receipt;
import dev.notify.event.NotificationEvent;
import dev.notify.event.NotificationEvent.Finished;
import dev.notify.event.NotificationEvent.Retrying;
import dev.notify.event.NotificationListener;
import dev.notify.jdbc.JdbcStore;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.NotificationId;
import dev.notify.model.Priority;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The first program to run: send now, send later, a failure that is tried again, and a restart in the middle that loses nothing.
 *
 * <p>Everything is kept in one H2 file under {@code target}; messages are printed instead of sent.
 */
public final class QuickStart {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    private static final Duration LATER = Duration.ofSeconds(4);

    private QuickStart() {}

    public static void main(String[] args) {
        Show.main(QuickStart::run);
    }

    // region types
    static final NotificationType LAB_READY = NotificationType.named("lab-result-ready")
            .priority(Priority.HIGH)
            .anyTime()
            .sendBy(EMAIL, SMS)
            .showDetailsOn(EMAIL)
            .requires("test")
            .text("Your {{test}} results", "The results of your {{test}} are ready to read.")
            .discreet("Example Hospital", "There is news for you. Please sign in to read it.");
    // endregion

    static final NotificationType REMINDER = NotificationType.named("appointment-reminder")
            .anyTime()
            .sendBy(EMAIL)
            .discreet("Example Hospital", "You have an appointment tomorrow. Please sign in for the details.");

    /** Where people are reached: in a host, a look into its own tables. */
    private static Optional<Contact> contactOf(String id) {
        return Optional.of(Contact.of(id).email(id + "@example.org").sms("+15550100042"));
    }

    /** Fails at the first try of each message, as gateways do, and prints the message at the second. */
    private record BusyGateway(Channel behind) implements Channel {
        @Override
        public ChannelName name() {
            return behind.name();
        }

        @Override
        public Outcome deliver(Message message) throws Exception {
            return message.attempt() == 1
                    ? Outcome.tryAgain(Duration.ofSeconds(2), "gateway is busy")
                    : behind.deliver(message);
        }
    }

    private static NotificationService start(String node, Path file, NotificationListener listener) {
        // region start
        NotificationService notifications = NotificationService.builder()
                .node(node)
                .store(JdbcStore.h2(file))
                .channel(LogChannel.standingFor(EMAIL))
                .channel(new BusyGateway(LogChannel.standingFor(SMS)))
                .contactsFrom(QuickStart::contactOf)
                .define(LAB_READY, REMINDER)
                .onEvent(listener)
                .start();
        // endregion
        return notifications;
    }

    static void run(Show show) throws Exception {
        show.title("Notify: send now, send later, and lose nothing");
        Path file = Show.freshFolder("quick-start").resolve("notify");
        Progress progress = new Progress(show);
        List<NotificationId> sent = sendAndStop(show, file, progress);
        startAgain(show, file, progress, sent);
    }

    private static List<NotificationId> sendAndStop(Show show, Path file, Progress progress)
            throws InterruptedException {
        show.step("Start, on an empty file");
        List<NotificationId> sent;
        try (NotificationService notifications = start("first-run", file, progress)) {
            show.line("  " + Path.of("").toAbsolutePath().relativize(file) + ".mv.db");

            show.step("Send one notification now, by e-mail and SMS, and plan one for 4 seconds from now");
            // region send
            Receipt results = notifications.send(Notification.of(LAB_READY)
                    .to("patient-42")
                    .with("test", "blood count")
                    .key("lab-991"));

            Receipt reminder = notifications.send(Notification.of(REMINDER)
                    .to("patient-42")
                    .about("appointment-77")
                    .after(LATER));
            // endregion
            sent = List.of(results.id(), reminder.id());
            progress.await(progress.firstTries);

            show.step("Stop, while one delivery waits for its next try and one for its time");
        }
        show.line("  stopped at " + CLOCK.format(Instant.now()));
        return sent;
    }

    private static void startAgain(Show show, Path file, Progress progress, List<NotificationId> sent)
            throws InterruptedException {
        show.step("Start again, on the same file");
        try (NotificationService notifications = start("second-run", file, progress)) {
            progress.await(progress.allSent);

            show.step("Send the first one again, under the same key");
            Receipt again = notifications.send(Notification.of(LAB_READY)
                    .to("patient-42")
                    .with("test", "blood count")
                    .key("lab-991"));
            show.check(again.replayed() && again.id().equals(sent.get(0)), "it was recognised: nothing is sent twice");

            show.step("Every delivery with its attempts");
            List<Delivery> deliveries = sent.stream()
                    .flatMap(id -> notifications.status(id).orElseThrow().deliveries().stream())
                    .toList();
            deliveries.forEach(delivery -> print(show, delivery));
            show.line("");
            show.check(deliveries.size() == 3, "there are three deliveries: e-mail and SMS now, e-mail later");
            show.check(deliveries.stream().allMatch(d -> d.state() == DeliveryState.SENT), "all of them were sent");
            show.check(
                    deliveries.stream().map(Delivery::tries).sorted().toList().equals(List.of(1, 1, 2)),
                    "the SMS at its second attempt, the others at their first: the restart lost nothing");
        }
    }

    private static void print(Show show, Delivery delivery) {
        show.line("  " + delivery.type() + " by " + delivery.channel() + " to " + delivery.recipient() + ": "
                + show.mark(
                        delivery.state() == DeliveryState.SENT, delivery.state().name()));
        for (Attempt attempt : delivery.attempts()) {
            show.line("      attempt " + attempt.number() + " at " + CLOCK.format(attempt.startedAt()) + " on "
                    + attempt.node() + ": " + attempt.outcome()
                    + attempt.why().map(why -> " (" + why + ")").orElse(""));
        }
    }

    /** Prints what happens as it happens, and waits until enough has. */
    private static final class Progress implements NotificationListener {
        private final Show show;
        private final CountDownLatch firstTries = new CountDownLatch(2);
        private final CountDownLatch allSent = new CountDownLatch(3);

        Progress(Show show) {
            this.show = show;
        }

        @Override
        public void on(NotificationEvent event) {
            String at = "  " + CLOCK.format(event.at()) + "  ";
            if (event instanceof Finished done) {
                show.line(at + done.delivery().channel() + ": "
                        + show.mark(true, done.state().name()));
                firstTries.countDown();
                allSent.countDown();
            } else if (event instanceof Retrying again) {
                show.line(at + again.delivery().channel() + ": " + show.mark(false, again.why()) + ", next try at "
                        + CLOCK.format(again.next()));
                firstTries.countDown();
            }
        }

        void await(CountDownLatch enough) throws InterruptedException {
            if (!enough.await(30, SECONDS)) {
                throw new Show.NotShown("deliveries went out within 30 seconds");
            }
        }
    }
}
