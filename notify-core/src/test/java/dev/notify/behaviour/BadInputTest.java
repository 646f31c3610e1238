package dev.notify.behaviour;

import static dev.notify.behaviour.People.lab;
import static dev.notify.model.ChannelName.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.delivery.KeyConflictException;
import dev.notify.delivery.Receipt;
import dev.notify.model.Address;
import dev.notify.model.Contact;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Priority;
import dev.notify.model.Tenant;
import dev.notify.request.DeliveryQuery;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.request.When;
import dev.notify.request.Which;
import dev.notify.testing.TestNotifications;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BadInputTest {

    private static final NotificationType LISTS = NotificationType.named("lists")
            .anyTime()
            .sendBy(EMAIL)
            .showDetailsOn(EMAIL)
            .text("{{title}}", "{{#items}}{{name}} {{/items}}{{end}}")
            .discreet("News", "News");

    private final TestNotifications test = TestNotifications.start(
            b -> b.define(People.LAB, People.VISIT, LISTS).contactsFrom(People::contact), EMAIL);

    @AfterEach
    void nothing_was_stored_or_sent() {
        test.advance(Duration.ofMinutes(1));
        assertThat(People.stored(test)).isZero();
        assertThat(test.channel(EMAIL).tries()).isZero();
        test.close();
    }

    private void refused(String field, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        InvalidInputException.class, e -> assertThat(e.field()).isEqualTo(field));
    }

    private void send(Notification n) {
        test.notifications().send(n);
    }

    @Test
    void an_unknown_type() {
        refused("type", () -> send(Notification.of("nobody-defined-this").to("a")));
        refused("type", () -> send(Notification.of("no name")));
    }

    @Test
    void a_missing_required_variable() {
        refused("data.test", () -> send(Notification.of(People.LAB).to("a")));
    }

    @Test
    void a_variable_the_words_need() {
        refused("data", () -> send(Notification.of(LISTS).to("a").with("title", "x")));
    }

    @Test
    void a_value_that_cannot_be_stored() {
        Notification n = Notification.of(People.LAB).to("a");
        refused("data.x", () -> n.with("x", new Object()));
        refused("data.x", () -> n.with("x", Double.NaN));
        refused("data.x", () -> n.with("x", "half \ud83d"));
        refused("data.x", () -> n.with("x", '\ud83d'));
        refused("data.x", () -> n.with("x", new BigDecimal("1E+100000")));
        refused("data.x", () -> n.with("x", BigInteger.ONE.shiftLeft(2_000)));
        refused("data.x.y[1]", () -> n.with("x", Map.of("y", List.of(1, Thread.currentThread()))));
        Object deep = "end";
        for (int i = 0; i < 40; i++) {
            deep = List.of(deep);
        }
        Object tooDeep = deep;
        assertThatThrownBy(() -> n.with("x", tooDeep)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void no_recipients() {
        refused("recipients", () -> send(Notification.of(People.LAB).with("test", "x")));
        refused("recipients", () -> Notification.of(People.LAB).to(" "));
        refused("recipients", () -> Notification.of(People.LAB).to("address:email:somebody@example.org"));
        refused("recipients", () -> Notification.of(People.LAB).to(Contact.of("address:email:x")));
    }

    @Test
    void too_many_recipients() {
        List<String> many = new ArrayList<>();
        for (int i = 0; i <= 100_000; i++) {
            many.add("p" + i);
        }
        Notification n = Notification.of(People.LAB).with("test", "x").toAll(many);
        refused("recipients", () -> send(n));
    }

    @Test
    void too_many_groups_and_bad_names_of_them() {
        Notification n = Notification.of(People.LAB).with("test", "x");
        for (int i = 0; i <= 50; i++) {
            n = n.toGroup("g" + i);
        }
        Notification many = n;
        refused("groups", () -> send(many));
        refused("group", () -> Notification.of(People.LAB).toGroup("ward 3"));
        refused("group", () -> Notification.of(People.LAB).toGroup("a/b"));
        refused("role", () -> Notification.of(People.LAB).toRole("", "ward-3"));
        refused("role", () -> Notification.of(People.LAB).toRole("x".repeat(81), "ward-3"));
        refused("role.place", () -> Notification.of(People.LAB).toRole("attending-nurse", "ward/3"));
        refused("topic", () -> Notification.of(People.LAB).toTopic("\u0000"));
    }

    @Test
    void addresses_that_cannot_be() {
        refused("address", () -> Address.email("nobody"));
        refused("address", () -> Address.email("a@b@"));
        refused("address", () -> Address.sms("0821234567"));
        refused("address", () -> Address.of(EMAIL, "a\nbcc:x@example.org"));
    }

    @Test
    void zones_and_locales_that_are_not() {
        refused("contact.zone", () -> Contact.of("a").inZone("Africa/Nowhere"));
        refused("contact.locale", () -> Contact.of("a").speaking("not a tag"));
    }

    @Test
    void times_that_cannot_be_meant() {
        Instant now = TestNotifications.BEGINNING;
        refused("when", () -> send(lab("a").at(now.minus(Duration.ofHours(1)))));
        refused("when", () -> send(lab("a").at(now.plus(Duration.ofDays(5_000)))));
        refused("when", () -> send(lab("a").at(Instant.MAX)));
        refused("when", () -> send(lab("a").at(LocalDateTime.MAX, ZoneId.of("Africa/Johannesburg"))));
        refused("when", () -> send(lab("a").after(Duration.ofSeconds(Long.MAX_VALUE))));
        refused("after", () -> lab("a").after(Duration.ofSeconds(-1)));
        refused("expiresAfter", () -> send(lab("a").expiresAfter(Duration.ofSeconds(Long.MAX_VALUE))));
        refused("expiresAfter", () -> lab("a").expiresAfter(Duration.ZERO));
        refused(
                "expiresAfter",
                () -> send(lab("a").at(now.minus(Duration.ofMinutes(4))).expiresAfter(Duration.ofMinutes(3))));
    }

    @Test
    void a_payload_of_more_than_256_kb_however_it_is_written() {
        refused("data", () -> send(lab("a").with("test", "x".repeat(256 * 1024))));
        refused("data", () -> send(lab("a").with("test", "\u20ac".repeat(90_000))));
        refused("data", () -> send(lab("a").saying("Hello", "\ud83d\ude00".repeat(66_000))));
    }

    @Test
    void refusals_keep_no_place_in_the_queue() {
        for (int i = 0; i < 500; i++) {
            refused("data", () -> send(lab("a").with("test", "x".repeat(256 * 1024))));
        }
        try (TestNotifications other = People.start()) {
            for (int i = 0; i < 500; i++) {
                refused("data", () -> other.notifications().send(lab("a").with("test", "x".repeat(256 * 1024))));
            }
            other.notifications().send(lab("a"));
            other.run();
            other.sent().count(1);
        }
    }

    @Test
    void critical_without_permission() {
        refused("priority", () -> send(lab("a").priority(Priority.CRITICAL)));
    }

    @Test
    void channels_without_words() {
        refused("onlyBy", () -> send(Notification.text("Hello", "World").to("a")));
        refused(
                "text",
                () -> send(Notification.of(NotificationType.AD_HOC).to("a").onlyBy(EMAIL)));
    }

    @Test
    void keys_subjects_and_names_that_are_too_long_or_not_text() {
        refused("key", () -> lab("a").key("k".repeat(201)));
        refused("key", () -> lab("a").key("a\u0000b"));
        refused("about", () -> lab("a").about(""));
        refused("correlation", () -> lab("a").correlation("c".repeat(121)));
        refused("tenant", () -> Tenant.of("no tenant"));
        refused("channel", () -> lab("a").onlyBy(dev.notify.model.ChannelName.of("no channel")));
    }

    @Test
    void changes_without_a_reason_or_to_absurd_times() {
        refused("why", () -> test.notifications().cancel(Which.about("x"), " "));
        refused("when", () -> test.notifications().reschedule(Which.about("x"), When.at(Instant.EPOCH), "late"));
        refused("past", () -> test.notifications().statistics(Duration.ofSeconds(Long.MAX_VALUE)));
        refused("past", () -> test.notifications().statistics(Duration.ZERO));
        refused("limit", () -> DeliveryQuery.all().limit(0));
    }

    @Test
    void a_key_used_for_something_else_is_a_conflict_that_carries_the_first_receipt() {
        try (TestNotifications other = People.start()) {
            Receipt first = other.notifications().send(lab("a").key("k"));
            assertThatThrownBy(() -> other.notifications().send(lab("b").key("k")))
                    .isInstanceOfSatisfying(
                            KeyConflictException.class,
                            e -> assertThat(e.first().id()).isEqualTo(first.id()));
            assertThatThrownBy(
                            () -> other.notifications().send(lab("a").key("k").about("visit-1")))
                    .isInstanceOf(KeyConflictException.class);
            other.run();
            assertThat(People.stored(other)).isEqualTo(1);
            other.sent().count(1);
        }
    }
}
