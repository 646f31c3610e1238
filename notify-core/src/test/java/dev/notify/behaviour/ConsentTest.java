package dev.notify.behaviour;

import static dev.notify.behaviour.People.LAB;
import static dev.notify.behaviour.People.lab;
import static dev.notify.behaviour.People.only;
import static dev.notify.behaviour.People.state;
import static dev.notify.behaviour.StoredWantsTest.refused;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.notify.NotificationServiceBuilder;
import dev.notify.StartException;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.model.Actor;
import dev.notify.model.Address;
import dev.notify.preference.AddressConsent;
import dev.notify.preference.Category;
import dev.notify.preference.Consent;
import dev.notify.preference.ConsentEntry;
import dev.notify.preference.ConsentHistory;
import dev.notify.preference.ConsentLedger;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNode;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What was said of the use of addresses, and how it is heeded. */
class ConsentTest {

    private static final Address A = Address.email("a@example.org");
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Instant NOON = TestNotifications.BEGINNING;

    private static final NotificationType RECALL = NotificationType.named("recall")
            .anyTime()
            .sendBy(EMAIL)
            .mandatory("recalls reach every patient by law")
            .discreet("Recall", "Please sign in");

    private static final NotificationType LETTER = NotificationType.named("letter")
            .category("news")
            .anyTime()
            .sendBy(EMAIL)
            .needsConsent()
            .discreet("Letter", "News");

    private static void build(NotificationServiceBuilder b) {
        People.usual(b);
        b.define(RECALL, LETTER);
    }

    private static TestNotifications start() {
        return TestNotifications.start(ConsentTest::build, EMAIL, SMS);
    }

    @Test
    void consent_withdrawn_between_accept_and_send_is_heeded_whoever_has_the_address() {
        try (TestNotifications test = start()) {
            test.notifications().consent().given(Address.sms("+15550199"), "web form");
            Receipt person = test.notifications().send(lab("a").after(SOON));
            Receipt bare = test.notifications()
                    .send(Notification.of(LAB)
                            .with("test", "x")
                            .toAddress(Address.email("A@Example.org"))
                            .after(SOON));
            Receipt other = test.notifications().send(lab("b").after(SOON));
            test.advance(SOON.minusSeconds(4));
            test.notifications().consent().withdrawn(A, "unsubscribe link");
            test.advance(Duration.ofSeconds(10));
            assertThat(state(test, person)).isEqualTo(DeliveryState.SUPPRESSED);
            assertThat(only(test, person).reason())
                    .contains("consent withdrawn for everything (unsubscribe link, 2026-03-02T12:00:56Z)");
            assertThat(state(test, bare)).isEqualTo(DeliveryState.SUPPRESSED);
            assertThat(state(test, other)).isEqualTo(DeliveryState.SENT);
        }
    }

    @Test
    void a_withdrawn_address_is_used_for_nothing_not_even_for_what_is_mandatory_until_it_is_given_again() {
        try (TestNotifications test = start()) {
            TestNode second = test.addNode(ConsentTest::build);
            second.notifications().consent().withdrawn(A, "STOP by SMS");
            test.advance(Duration.ofSeconds(5));
            Receipt recall = test.notifications().send(Notification.of(RECALL).to("a"));
            test.run();
            assertThat(state(test, recall)).isEqualTo(DeliveryState.SUPPRESSED);
            ConsentLedger ledger = second.notifications().consent();
            ledger.record(ConsentEntry.given(A, "web form").category("general"));
            test.advance(Duration.ofSeconds(5));
            Receipt still = test.notifications().send(lab("a"));
            test.run();
            assertThat(state(test, still)).isEqualTo(DeliveryState.SUPPRESSED);
            ledger.given(A, "START by SMS");
            test.advance(Duration.ofSeconds(5));
            test.notifications().send(lab("a"));
            test.run();
            test.sent().one();
        }
    }

    @Test
    void a_category_that_was_withdrawn_is_all_that_is_not_sent_but_for_what_is_mandatory_in_it() {
        try (TestNotifications test = start()) {
            test.notifications()
                    .consent()
                    .record(ConsentEntry.withdrawn(A, "letter").category("general"));
            Receipt lab = test.notifications().send(lab("a"));
            Receipt recall = test.notifications().send(Notification.of(RECALL).to("a"));
            test.run();
            assertThat(state(test, lab)).isEqualTo(DeliveryState.SUPPRESSED);
            assertThat(state(test, recall)).isEqualTo(DeliveryState.SENT);
            assertThat(only(test, recall).reason().orElse(""))
                    .contains(
                            "consent withdrawn for category general (letter, 2026-03-02T12:00:00Z); sent all the same, it is"
                                    + " mandatory: recalls reach every patient by law");
        }
    }

    @Test
    void what_needs_consent_is_sent_only_where_it_was_given() {
        try (TestNotifications test = start()) {
            Notification letter = Notification.of(LETTER).to("a");
            Receipt none = test.notifications().send(letter);
            test.run();
            assertThat(only(test, none).reason()).contains("no consent is recorded for this address and category news");
            test.notifications()
                    .consent()
                    .record(ConsentEntry.given(A, "web form").category("news"));
            test.advance(Duration.ofSeconds(5));
            test.notifications().send(letter);
            test.notifications().forTenant("north").send(letter);
            test.run();
            test.sent().one();
            test.notifications().consent().record(ConsentEntry.given(Address.email("b@example.org"), "at the desk"));
            test.notifications().send(Notification.of(LETTER).to("b"));
            test.advance(Duration.ofSeconds(5));
            test.sent().to("b").one();
        }
    }

    @Test
    void a_category_says_it_for_all_its_types_and_mandatory_types_cannot_need_it() {
        Category general = Category.named("general").needsConsent();
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> TestNotifications.start(
                        b -> {
                            build(b);
                            b.categories(general);
                        },
                        EMAIL,
                        SMS))
                .withMessageContaining("type recall is mandatory and needs consent");
        try (TestNotifications test = TestNotifications.start(
                b -> {
                    People.usual(b);
                    b.categories(general);
                },
                EMAIL,
                SMS)) {
            Receipt receipt = test.notifications().send(lab("a"));
            test.run();
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.SUPPRESSED);
        }
    }

    @Test
    void the_ledger_keeps_every_entry_and_the_one_said_last_counts() {
        try (TestNotifications test = start()) {
            ConsentLedger ledger = test.notifications().as("clerk-7").consent();
            ledger.given(A, "web form");
            ledger.record(ConsentEntry.withdrawn(A, "paper file")
                    .at(NOON.minus(Duration.ofDays(400)))
                    .by(Actor.of("import")));
            AddressConsent now = ledger.record(ConsentEntry.withdrawn(Address.email("A@EXAMPLE.org"), "letter")
                    .category("news"));
            assertThat(now.givenFor("general")).isPresent();
            assertThat(now.withdrawnFor("news")).isPresent();
            assertThat(ledger.of(A)).isEqualTo(now);
            assertThat(ledger.of(Address.email("b@example.org")).entries()).isEmpty();
            ConsentHistory first = ledger.history(A, Optional.empty(), 2);
            ConsentHistory rest = ledger.history(A, first.next(), 2);
            assertThat(first.entries()).extracting(ConsentEntry::source).containsExactly("letter", "paper file");
            assertThat(rest.entries()).singleElement().satisfies(e -> {
                assertThat(e.consent()).isEqualTo(Consent.GIVEN);
                assertThat(e.by()).isEqualTo(Actor.of("clerk-7"));
                assertThat(e.at()).isEqualTo(NOON);
            });
            assertThat(rest.next()).isEmpty();
            assertThat(first.entries().get(1).by()).isEqualTo(Actor.of("import"));
        }
    }

    @Test
    void what_is_wrong_is_refused_by_the_name_of_its_field() {
        try (TestNotifications test = start()) {
            ConsentLedger ledger = test.notifications().consent();
            refused("source", () -> ledger.given(A, " "));
            refused("category", () -> ledger.record(ConsentEntry.given(A, "x").category("nws")));
            refused("at", () -> ledger.record(ConsentEntry.given(A, "x").at(NOON.plusSeconds(1))));
            refused("limit", () -> ledger.history(A, Optional.empty(), 501));
            refused("after", () -> ledger.history(A, Optional.of("x"), 5));
            assertThat(ledger.history(A).entries()).isEmpty();
        }
    }
}
