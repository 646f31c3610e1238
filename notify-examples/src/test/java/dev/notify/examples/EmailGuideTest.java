package dev.notify.examples;

import static dev.notify.email.MailService.GMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.policy.Quota;
import dev.notify.provider.ProviderPool;
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

    private static String secret(String account) {
        return "app password of " + account;
    }
}
