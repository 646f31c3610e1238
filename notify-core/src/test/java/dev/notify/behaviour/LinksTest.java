package dev.notify.behaviour;

import static dev.notify.behaviour.People.state;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.notify.NotificationServiceBuilder;
import dev.notify.StartException;
import dev.notify.channel.Message;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.NotRunningException;
import dev.notify.preference.AddressConsent;
import dev.notify.preference.Preferences;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.security.Confirmed;
import dev.notify.security.KeyRing;
import dev.notify.security.Link;
import dev.notify.security.LinkRefusedException;
import dev.notify.security.Links;
import dev.notify.security.SignedLinks;
import dev.notify.sign.Signature;
import dev.notify.sign.Signer;
import dev.notify.testing.TestNode;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Links that messages carry, and what comes of them. */
class LinksTest {

    private static final String BASE = "https://example.org/notify/links";
    private static final Duration HEEDED = Duration.ofSeconds(5);
    private static final Duration HOUR = Duration.ofHours(1);

    private static final NotificationType NEWS = NotificationType.named("newsletter")
            .category("news")
            .anyTime()
            .sendBy(EMAIL, SMS)
            .discreet("News", "Read on. No more of this: {{unsubscribeLink}}");

    private static final NotificationType RECALL = NotificationType.named("recall")
            .category("news")
            .anyTime()
            .sendBy(EMAIL)
            .mandatory("recalls reach every patient by law")
            .discreet("Recall", "Please call us.{{#unsubscribeLink}} {{unsubscribeLink}}{{/unsubscribeLink}}");

    private static byte[] secret(int seed) {
        byte[] secret = new byte[32];
        new SplittableRandom(seed).nextBytes(secret);
        return secret;
    }

    private static KeyRing keys(int seed) {
        return KeyRing.of("k" + seed, secret(seed));
    }

    private static void build(NotificationServiceBuilder b, KeyRing keys) {
        b.define(NEWS, RECALL).contactsFrom(People::contact).links(SignedLinks.at(BASE, keys));
    }

    private static TestNotifications start() {
        return TestNotifications.start(b -> build(b, keys(1)), EMAIL, SMS);
    }

    private static Receipt send(TestNotifications test, String recipient) {
        Receipt receipt = test.notifications().send(Notification.of(NEWS).to(recipient));
        test.run();
        return receipt;
    }

    private static String tokenOf(Message message) {
        String link = message.unsubscribeLink().orElseThrow().toString();
        assertThat(link).startsWith(BASE + "/");
        return link.substring(BASE.length() + 1);
    }

    private static String emailed(TestNotifications test, String recipient) {
        List<Message> all = test.channel(EMAIL).received().stream()
                .filter(m -> m.recipient().equals(recipient))
                .toList();
        return tokenOf(all.get(all.size() - 1));
    }

    private static LinkRefusedException.Reason refused(TestNotifications test, String token) {
        LinkRefusedException looked = catchThrowableOfType(
                LinkRefusedException.class, () -> test.notifications().links().look(token));
        LinkRefusedException confirmed = catchThrowableOfType(
                LinkRefusedException.class, () -> test.notifications().links().confirm(token));
        assertThat(looked.reason()).isEqualTo(confirmed.reason());
        return confirmed.reason();
    }

    private static Preferences wants(TestNotifications test, String id) {
        return test.notifications().preferences().of(id).current();
    }

    private static AddressConsent consent(TestNotifications test, String address) {
        return test.notifications().consent().of(Address.email(address));
    }

    @Test
    void a_post_unsubscribes_and_a_get_never_does() {
        try (TestNotifications test = start()) {
            Receipt receipt = send(test, "a");
            String token = emailed(test, "a");
            Link link = test.notifications().links().look(token);
            assertThat(link.purpose()).isEqualTo(Link.Purpose.UNSUBSCRIBE);
            assertThat(link.category()).isEqualTo("news");
            assertThat(link.channel()).isEqualTo(EMAIL);
            assertThat(link.expiresAt()).isEqualTo(TestNotifications.BEGINNING.plus(Duration.ofDays(90)));
            assertThat(test.status(receipt.id()).deliveries()).anyMatch(d -> d.id().equals(link.delivery()));
            assertThat(wants(test, "a")).isEqualTo(Preferences.none());

            Confirmed done = test.notifications().as("one-click").links().confirm(token);
            assertThat(done.first()).isTrue();
            assertThat(wants(test, "a")).isEqualTo(Preferences.none().turnOff("news", EMAIL));
            assertThat(consent(test, "a@example.org").withdrawnFor("news")).isPresent();
            assertThat(consent(test, "a@example.org").forEverything()).isEmpty();
            var change = test.notifications()
                    .preferences()
                    .of("a")
                    .history()
                    .changes()
                    .get(0);
            assertThat(change.by().value()).isEqualTo("one-click");
            assertThat(change.why()).contains("unsubscribe link");
            var entry = test.notifications()
                    .consent()
                    .history(Address.email("a@example.org"))
                    .entries()
                    .get(0);
            assertThat(entry.by()).isEqualTo(change.by());
            assertThat(entry.source()).isEqualTo("unsubscribe link");

            test.advance(HEEDED);
            Receipt next = send(test, "a");
            assertThat(test.status(next.id()).deliveries())
                    .extracting(d -> d.state())
                    .containsExactlyInAnyOrder(DeliveryState.SUPPRESSED, DeliveryState.SENT); // SMS still comes
        }
    }

    @Test
    void what_waits_is_decided_again() {
        try (TestNotifications test = start()) {
            send(test, "a");
            Receipt later = test.notifications()
                    .send(Notification.of(NEWS).to("a").onlyBy(EMAIL).after(HOUR));
            test.notifications().links().confirm(emailed(test, "a"));
            test.advance(HOUR.plusSeconds(1));
            assertThat(state(test, later)).isEqualTo(DeliveryState.SUPPRESSED);
        }
    }

    @Test
    void a_link_that_was_used_changes_nothing_however_often_and_wherever_it_comes_again() {
        try (TestNotifications test = start()) {
            TestNode other = test.addNode(b -> build(b, keys(1)));
            send(test, "a");
            String token = emailed(test, "a");
            Confirmed first = test.notifications().links().confirm(token);
            test.advance(HOUR);
            test.notifications().preferences().of("a").turnOn("news", EMAIL);
            Confirmed again = other.notifications().links().confirm(token);
            assertThat(again.first()).isFalse();
            assertThat(again.at()).isEqualTo(first.at());
            test.crash();
            assertThat(test.notifications().links().confirm(token).first()).isFalse();
            assertThat(wants(test, "a")).isEqualTo(Preferences.none().turnOn("news", EMAIL));
            send(test, "b");
            assertThat(test.notifications().links().confirm(emailed(test, "b")).first())
                    .isTrue();
        }
    }

    @Test
    void an_expired_or_altered_one_is_refused_and_nothing_changes() {
        try (TestNotifications test = TestNotifications.start(
                b -> {
                    b.define(NEWS).contactsFrom(People::contact);
                    b.links(SignedLinks.at(BASE, keys(1)).lasting(Duration.ofMinutes(10)));
                },
                EMAIL,
                SMS)) {
            send(test, "a");
            String token = emailed(test, "a");
            SplittableRandom random = new SplittableRandom(7);
            for (int i = 0; i < token.length(); i++) {
                char other = (char) (token.charAt(i) ^ (1 << random.nextInt(6)));
                assertThat(refused(test, token.substring(0, i) + other + token.substring(i + 1)))
                        .isEqualTo(LinkRefusedException.Reason.NOT_VALID);
            }
            assertThat(refused(test, "")).isEqualTo(LinkRefusedException.Reason.NOT_VALID);
            test.advance(Duration.ofMinutes(10).minusMillis(1));
            assertThat(test.notifications().links().look(token)).isNotNull();
            test.advance(Duration.ofMillis(1));
            assertThat(refused(test, token)).isEqualTo(LinkRefusedException.Reason.EXPIRED);
            assertThat(wants(test, "a")).isEqualTo(Preferences.none());
        }
    }

    @Test
    void a_link_of_one_tenant_is_nothing_to_another() {
        try (TestNotifications test = TestNotifications.start(
                b -> b.define(NEWS)
                        .contactsFrom(People::contact)
                        .links(SignedLinks.at("https://example.org/{tenant}/links/", keys(1))),
                EMAIL,
                SMS)) {
            test.notifications().forTenant("ward-1").send(Notification.of(NEWS).to("a"));
            test.run();
            String link = test.channel(EMAIL)
                    .received()
                    .get(0)
                    .unsubscribeLink()
                    .orElseThrow()
                    .toString();
            assertThat(link).startsWith("https://example.org/ward-1/links/");
            String token = link.substring(link.lastIndexOf('/') + 1);
            assertThat(refused(test, token)).isEqualTo(LinkRefusedException.Reason.NOT_VALID);
            assertThat(test.notifications()
                            .forTenant("ward-1")
                            .links()
                            .confirm(token)
                            .first())
                    .isTrue();
            assertThat(wants(test, "a")).isEqualTo(Preferences.none());
            assertThat(test.notifications()
                            .forTenant("ward-1")
                            .preferences()
                            .of("a")
                            .current())
                    .isNotEqualTo(Preferences.none());
        }
    }

    private static final NotificationType BED = NotificationType.named("bed-ready")
            .anyTime()
            .firstOf(EMAIL, SMS)
            .ifNotAcknowledgedWithin(HOUR)
            .mandatory("somebody has to go")
            .discreet("Bed", "I go: {{acknowledgeLink}}");

    private static String acknowledgeToken(Message message) {
        String body = message.words().body();
        return body.substring(body.lastIndexOf('/') + 1);
    }

    @Test
    void a_post_acknowledges_for_whoever_got_the_message_and_the_next_is_told_who_was_faster() {
        try (TestNotifications test = TestNotifications.start(
                b -> b.define(BED).contactsFrom(People::contact).links(SignedLinks.at(BASE, keys(1))), EMAIL, SMS)) {
            Receipt receipt = test.notifications()
                    .send(Notification.of(BED).to("a", "b").toAddress(Address.email("w@example.org")));
            test.run();
            List<String> tokens = test.sent().on(EMAIL).all().stream()
                    .map(LinksTest::acknowledgeToken)
                    .toList();
            Links links = test.notifications().links();
            assertThat(links.look(tokens.get(1)).purpose()).isEqualTo(Link.Purpose.ACKNOWLEDGE);
            assertThat(test.notifications().signs().acknowledged(receipt.id())).isEmpty();

            Confirmed done = links.confirm(tokens.get(1));
            assertThat(done.first()).isTrue();
            Signature taken = done.taken().orElseThrow();
            assertThat(taken.signer()).isEqualTo(Signer.of("b").on(EMAIL));
            assertThat(test.notifications().signs().acknowledged(receipt.id())).contains(taken);
            for (String later : tokens) {
                Confirmed again = links.confirm(later);
                assertThat(again.first()).isFalse();
                assertThat(again.taken()).contains(taken);
            }
            assertThatExceptionOfType(LinkRefusedException.class)
                    .isThrownBy(() ->
                            test.notifications().forTenant("other").links().confirm(tokens.get(0)));
            test.advance(Duration.ofDays(1));
            test.sent().on(SMS).none();
        }
    }

    @Test
    void a_bare_address_may_acknowledge_and_is_not_named_in_full() {
        try (TestNotifications test =
                TestNotifications.start(b -> b.define(BED).links(SignedLinks.at(BASE, keys(1))), EMAIL, SMS)) {
            test.notifications().send(Notification.of(BED).toAddress(Address.email("w@example.org")));
            test.run();
            Confirmed done = test.notifications()
                    .links()
                    .confirm(acknowledgeToken(test.sent().on(EMAIL).one()));
            assertThat(done.taken().orElseThrow().by()).doesNotContain("w@example.org");
        }
    }

    @Test
    void keys_are_changed_without_a_link_being_lost_until_the_old_one_is_taken_away() {
        try (TestNotifications test = start()) {
            send(test, "a");
            String token = emailed(test, "a");
            TestNode renewed = test.addNode(b -> build(b, keys(2).older("k1", secret(1))));
            assertThat(renewed.notifications().links().look(token).category()).isEqualTo("news");
            TestNode later = test.addNode(b -> build(b, keys(2)));
            assertThatExceptionOfType(LinkRefusedException.class)
                    .isThrownBy(() -> later.notifications().links().look(token));
        }
    }

    @Test
    void a_bare_address_is_withdrawn_in_the_ledger_alone() {
        try (TestNotifications test = start()) {
            test.notifications().send(Notification.of(NEWS).toAddress(Address.email("gp@example.org")));
            test.run();
            test.notifications()
                    .links()
                    .confirm(tokenOf(test.channel(EMAIL).received().get(0)));
            assertThat(consent(test, "gp@example.org").withdrawnFor("news")).isPresent();
            test.advance(HEEDED);
            Receipt next = test.notifications().send(Notification.of(NEWS).toAddress(Address.email("gp@example.org")));
            test.run();
            assertThat(state(test, next)).isEqualTo(DeliveryState.SUPPRESSED);
        }
    }

    @Test
    void the_ledger_counts_where_the_host_answers_for_preferences() {
        try (TestNotifications test = TestNotifications.start(
                b -> {
                    build(b, keys(1));
                    b.preferencesFrom((id, tenant) -> Optional.of(Preferences.none()));
                },
                EMAIL,
                SMS)) {
            send(test, "a");
            test.notifications().links().confirm(emailed(test, "a"));
            test.advance(HEEDED);
            Receipt next =
                    test.notifications().send(Notification.of(NEWS).to("a").onlyBy(EMAIL));
            test.run();
            assertThat(state(test, next)).isEqualTo(DeliveryState.SUPPRESSED);
        }
    }

    @Test
    void the_address_is_withdrawn_though_the_delivery_is_nowhere_to_be_found() {
        String token;
        try (TestNotifications elsewhere = start()) {
            send(elsewhere, "a");
            token = emailed(elsewhere, "a");
        }
        try (TestNotifications test = TestNotifications.start(b -> build(b, keys(1)), EMAIL, SMS)) {
            test.notifications().links().confirm(token);
            assertThat(consent(test, "a@example.org").withdrawnFor("news")).isPresent();
        }
    }

    @Test
    void what_is_mandatory_has_no_link_and_words_can_ask_for_it() {
        try (TestNotifications test = start()) {
            test.notifications().send(Notification.of(RECALL).to("a"));
            test.run();
            Message recall = test.channel(EMAIL).received().get(0);
            assertThat(recall.unsubscribeLink()).isEmpty();
            assertThat(recall.words().body()).isEqualTo("Please call us.");
            send(test, "b");
            Message news = test.channel(EMAIL).received().get(1);
            assertThat(news.words().body())
                    .isEqualTo("Read on. No more of this: "
                            + news.unsubscribeLink().orElseThrow());
            assertThat(news.toString()).doesNotContain("example.org");
            assertThat(test.notifications()
                            .preview(Notification.of(NEWS).to("c"))
                            .deliveries()
                            .get(0)
                            .words())
                    .hasValueSatisfying(
                            shown -> assertThat(shown.body()).endsWith("No more of this: " + BASE + "/sample"));
        }
    }

    @Test
    void data_of_that_name_is_the_hosts_own() {
        try (TestNotifications test = start()) {
            test.notifications()
                    .send(Notification.of(NEWS)
                            .to("a")
                            .onlyBy(EMAIL)
                            .with("unsubscribeLink", "https://example.org/mine"));
            test.run();
            assertThat(test.channel(EMAIL).received().get(0).words().body()).endsWith("https://example.org/mine");
        }
    }

    @Test
    void a_category_that_no_type_has_any_more_is_turned_off_all_the_same() {
        try (TestNotifications test = start()) {
            send(test, "a");
            String token = emailed(test, "a");
            TestNode next = test.addNode(
                    b -> b.define(People.LAB).contactsFrom(People::contact).links(SignedLinks.at(BASE, keys(1))));
            assertThat(next.notifications().links().confirm(token).first()).isTrue();
            assertThat(wants(test, "a")).isEqualTo(Preferences.none().turnOff("news", EMAIL));
        }
    }

    @Test
    void without_links_messages_have_none_and_words_that_ask_are_refused() {
        try (TestNotifications test = TestNotifications.start(
                b -> b.define(NEWS).contactsFrom(People::contact), new ChannelName[] {EMAIL, SMS})) {
            assertThatExceptionOfType(NotRunningException.class)
                    .isThrownBy(() -> test.notifications().links())
                    .withMessageContaining("links(..)");
            assertThatExceptionOfType(dev.notify.model.InvalidInputException.class)
                    .isThrownBy(() ->
                            test.notifications().send(Notification.of(NEWS).to("a")))
                    .withMessageContaining("unsubscribeLink");
        }
    }

    @Test
    void what_is_wrong_with_them_is_found_at_start_with_all_else() {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> TestNotifications.start(
                        b -> b.define(NotificationType.named("x").sendBy(EMAIL).discreet("X", "x"))
                                .links(SignedLinks.at("http://example.org", KeyRing.of("k", new byte[3]))),
                        EMAIL))
                .satisfies(e -> assertThat(e.findings())
                        .hasSize(3)
                        .anyMatch(f -> f.contains("neither anyTime() nor daytime()"))
                        .anyMatch(f -> f.contains("not https"))
                        .anyMatch(f -> f.contains("3 bytes")));
    }
}
