package dev.notify.examples;

import static dev.notify.email.MailService.GMAIL;
import static dev.notify.model.ChannelName.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.Notifications;
import dev.notify.email.EmailChannel;
import dev.notify.policy.Quota;
import dev.notify.provider.ProviderPool;
import dev.notify.report.Reports;
import dev.notify.testing.TestNotifications;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The code of the guide's page on e-mail that is in no program, run. */
class EmailGuideTest {

    @Test
    void several_accounts_are_a_pool() {
        // region accounts
        ProviderPool accounts = ProviderPool.roundRobin(
                        GMAIL.account(
                                "desk",
                                GMAIL.smtp()
                                        .from("desk@example.org", "Example Hospital")
                                        .login("desk@example.org", () -> secret("desk"))
                                        .build()),
                        GMAIL.account(
                                "ward",
                                GMAIL.smtp()
                                        .from("ward@example.org", "Example Hospital")
                                        .login("ward@example.org", () -> secret("ward"))
                                        .build()))
                .stickToRecipients();
        // endregion
        assertThat(accounts.providers())
                .allSatisfy(account -> assertThat(account.quota()).contains(Quota.perDay(500)));
    }

    @Test
    void a_bounce_is_given_to_reports() {
        EmailChannel email = EmailChannel.smtp("localhost", 2525)
                .from("noreply@example.org")
                .withoutCheckAtStart()
                .build();
        try (TestNotifications test = TestNotifications.start(b -> b.channel(email))) {
            Notifications notifications = test.notifications();
            byte[] mail = "Subject: I am away\r\n\r\nUntil Monday".getBytes(StandardCharsets.UTF_8);
            // region bounce
            List<Reports.Taken> taken = notifications.reports().accept(EMAIL, Map.of(), mail);
            // endregion
            assertThat(taken).isEmpty();
        }
    }

    private static String secret(String account) {
        return "app password of " + account;
    }
}
