package dev.notify.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.NotificationService;
import dev.notify.delivery.Receipt;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.OverloadedException;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.RecordingChannel;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A key that is held open in the host's transaction holds up its own caller, and nobody else. */
abstract class HeldKeyCases {

    private static final NotificationType NEWS =
            NotificationType.named("news").anyTime().sendBy(ChannelName.EMAIL).discreet("News", "Please sign in");

    abstract DataSource database(String name);

    @Test
    void others_are_stored_while_one_waits_for_a_held_key() throws Exception {
        DataSource database = database("held");
        ExecutorService callers = Executors.newFixedThreadPool(9);
        try (NotificationService service = NotificationService.builder()
                        .store(JdbcStore.of(database).allowLossy())
                        .channel(RecordingChannel.of(ChannelName.EMAIL))
                        .contactsFrom(id -> Optional.of(Contact.of(id).email("someone@example.org")))
                        .define(NEWS)
                        .acceptWithin(Duration.ofSeconds(2))
                        .start();
                Connection host = database.getConnection()) {
            host.setAutoCommit(false);
            Receipt first =
                    service.in(host).send(Notification.of(NEWS).to("p-1").key("k-1"));
            Future<Receipt> blocked = callers.submit(
                    () -> service.send(Notification.of(NEWS).to("p-1").key("k-1")));
            List<Future<Receipt>> others = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                others.add(
                        callers.submit(() -> service.send(Notification.of(NEWS).to("p-2"))));
            }
            for (Future<Receipt> other : others) {
                assertThat(other.get(20, TimeUnit.SECONDS).replayed()).isFalse();
            }
            assertThatThrownBy(() -> blocked.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(OverloadedException.class);
            host.commit();
            assertThat(service.send(Notification.of(NEWS).to("p-1").key("k-1")).id())
                    .isEqualTo(first.id());
        } finally {
            callers.shutdownNow();
        }
    }
}
