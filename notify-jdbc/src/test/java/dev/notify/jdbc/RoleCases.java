package dev.notify.jdbc;

import static dev.notify.model.ChannelName.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.notify.NotificationService;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.model.Contact;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.RecordingChannel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** What a user with the least privilege can do, and what not; the same for every database. */
final class RoleCases {

    private static final NotificationType VISIT =
            NotificationType.named("visit").anyTime().sendBy(EMAIL).discreet("Visit", "See you");

    private RoleCases() {}

    /** A service over this store sends, delivers, tries again and cancels. */
    static void serves(JdbcStore store) {
        RecordingChannel email = RecordingChannel.of(EMAIL);
        try (NotificationService service = NotificationService.builder()
                .store(store)
                .channel(email)
                .define(VISIT)
                .environment("roles")
                .contactsFrom(id -> Optional.of(Contact.of(id).email(id + "@example.org")))
                .start()) {
            email.failNext("busy");
            Receipt sent = service.send(Notification.of(VISIT).to("ann").key("k"));
            Receipt planned = service.send(Notification.of(VISIT).to("bob").after(Duration.ofDays(1)));
            assertThat(service.as("clerk").cancel(planned.id(), "called off").changed())
                    .isEqualTo(1);
            await().atMost(Duration.ofSeconds(60)).until(() -> state(service, sent) == DeliveryState.SENT);
            assertThat(state(service, planned)).isEqualTo(DeliveryState.CANCELLED);
            assertThat(service.statistics(Duration.ofHours(2)).count(DeliveryState.SENT))
                    .isEqualTo(1);
        }
    }

    private static DeliveryState state(NotificationService service, Receipt receipt) {
        return service.status(receipt.id()).orElseThrow().deliveries().get(0).state();
    }

    /** That user is refused each of these, and nothing of ours is gone. */
    static void cannot(DataSource user, String... statements) {
        for (String statement : List.of(statements)) {
            assertThatThrownBy(() -> Samples.run(user, statement))
                    .as(statement)
                    .isInstanceOf(SQLException.class)
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isIn("42501", "90096", "90040", "42000");
        }
    }

    /** The scripts for that database as they lie in the resources, one after the other, which others run with their own tools. */
    static String script(String database) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String file : List.of("V1__notify.sql", "V2__inbox.sql")) {
            String path = "/db/notify/" + database + "/" + file;
            try (InputStream in = JdbcSchema.class.getResourceAsStream(path)) {
                assertThat(in).as(path).isNotNull();
                all.append(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .append('\n');
            }
        }
        return all.toString();
    }
}
