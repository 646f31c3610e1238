package dev.notify.behaviour;

import static dev.notify.behaviour.People.only;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.channel.Channel;
import dev.notify.channel.Message;
import dev.notify.delivery.Delivery;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Outcome;
import dev.notify.delivery.Receipt;
import dev.notify.event.NotificationEvent;
import dev.notify.memory.MemoryStore;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.DeliveryId;
import dev.notify.model.InvalidInputException;
import dev.notify.model.NotifyException;
import dev.notify.model.Tenant;
import dev.notify.policy.MaybeSentRule;
import dev.notify.report.Heard;
import dev.notify.report.ProviderCall;
import dev.notify.report.Report;
import dev.notify.report.ReportReader;
import dev.notify.report.Reports.Effect;
import dev.notify.report.Taking;
import dev.notify.report.UntrustedCallException;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReportsTest {

    private static final Address ANN = Address.email("ann@example.org");
    private static final NotificationType NEWS = NotificationType.named("news")
            .anyTime()
            .sendBy(EMAIL)
            .whenMaybeSent(MaybeSentRule.PREFER_MISS)
            .discreet("News", "Please sign in");

    /** Its provider's reports are a word and an id, signed by a header. */
    private static final class Reporting implements Channel, ReportReader {
        private Outcome next = Outcome.sent("provider-1");

        @Override
        public ChannelName name() {
            return EMAIL;
        }

        @Override
        public Outcome deliver(Message message) {
            return next;
        }

        @Override
        public List<? extends Heard> read(ProviderCall call) {
            if (!call.header("x-signature").equals(Optional.of("good"))) {
                throw new UntrustedCallException();
            }
            String[] said = call.text().split(" ");
            if (said.length != 2) {
                return List.of();
            }
            return said[0].equals("pressed")
                    ? List.of(new Taking(DeliveryId.parse(said[1])))
                    : List.of(Report.delivered(DeliveryId.parse(said[1]), said[0]));
        }
    }

    private final VirtualClock clock = VirtualClock.at(TestNotifications.BEGINNING);
    private final Reporting channel = new Reporting();
    private final List<NotificationEvent> told = new ArrayList<>();
    private Optional<Contact> contact = Optional.of(Contact.of("ann").at(ANN));
    private boolean contactsAway;
    private final MemoryStore store = MemoryStore.at(clock);
    private final TestNotifications test = TestNotifications.startOn(
            store,
            clock,
            b -> b.define(NEWS)
                    .onEvent(told::add)
                    .contactsFrom(id -> {
                        if (contactsAway) {
                            throw new IllegalStateException("away");
                        }
                        return contact;
                    })
                    .channel(channel));

    @AfterEach
    void close() {
        test.close();
    }

    private Receipt send() {
        Receipt receipt = test.notifications().send(Notification.of("news").to("ann"));
        test.run();
        return receipt;
    }

    private Effect accept(Report report) {
        Effect effect = test.notifications().reports().accept(report);
        test.run();
        return effect;
    }

    @Test
    void a_receipt_makes_sent_delivered_once() {
        Receipt receipt = send();
        Report arrived = Report.delivered(only(test, receipt).id(), "the phone took it");
        told.clear();
        assertThat(accept(arrived)).isEqualTo(Effect.CHANGED);
        Delivery end = only(test, receipt);
        assertThat(end.state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(end.reason()).contains("the phone took it");
        assertThat(told)
                .singleElement()
                .isInstanceOfSatisfying(
                        NotificationEvent.Finished.class,
                        e -> assertThat(e.state()).isEqualTo(DeliveryState.DELIVERED));
        assertThat(accept(arrived)).isEqualTo(Effect.KNOWN);
        assertThat(told).hasSize(1);
        assertThat(test.notifications().statistics(Duration.ofHours(1)).count(DeliveryState.DELIVERED))
                .isEqualTo(1);
    }

    @Test
    void a_bounce_makes_sent_failed_and_withdraws_the_dead_address() {
        Receipt receipt = send();
        DeliveryId id = only(test, receipt).id();
        assertThat(accept(Report.addressIsDead(id, "bounced with 5.1.1", Address.email("Ann@example.org"))))
                .isEqualTo(Effect.CHANGED);
        assertThat(only(test, receipt).state()).isEqualTo(DeliveryState.FAILED);
        assertThat(only(test, receipt).reason()).contains("bounced with 5.1.1");
        assertThat(test.notifications()
                        .consent()
                        .of(ANN)
                        .forEverything()
                        .orElseThrow()
                        .asText())
                .contains("withdrawn", "bounced with 5.1.1");
        test.advance(Duration.ofSeconds(4)); // a ledger that nobody had used is looked for now and then
        Receipt next = send();
        assertThat(only(test, next).state()).isEqualTo(DeliveryState.SUPPRESSED);
    }

    @Test
    void a_bounce_that_is_not_the_addresss_fault_withdraws_nothing() {
        Receipt receipt = send();
        accept(Report.failed(only(test, receipt).id(), "bounced with 5.7.1"));
        assertThat(only(test, receipt).state()).isEqualTo(DeliveryState.FAILED);
        assertThat(test.notifications().consent().of(ANN).entries()).isEmpty();
        assertThat(only(test, send()).state()).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void nobody_elses_address_is_withdrawn_by_a_report_that_lies() {
        Address bob = Address.email("bob@example.org");
        accept(Report.addressIsDead(only(test, send()).id(), "bounced with 5.1.1", bob));
        assertThat(test.notifications().consent().of(bob).entries()).isEmpty();
        contact = Optional.of(Contact.of("ann").at(bob)); // who has moved on since
        accept(Report.addressIsDead(only(test, send()).id(), "bounced with 5.1.1", ANN));
        assertThat(test.notifications().consent().of(ANN).entries()).isEmpty();
    }

    @Test
    void what_is_delayed_is_kept_in_the_trail_once_and_changes_nothing() {
        Receipt receipt = send();
        Report delayed = Report.underWay(only(test, receipt).id(), "delayed with 4.4.1");
        Delivery before = only(test, receipt);
        assertThat(accept(delayed)).isEqualTo(Effect.NOTED);
        assertThat(accept(delayed)).isEqualTo(Effect.KNOWN);
        assertThat(only(test, receipt)).isEqualTo(before);
        assertThat(accept(Report.underWay(before.id(), "handed on"))).isEqualTo(Effect.NOTED);
    }

    @Test
    void reports_in_any_order_end_in_what_is_true() {
        Receipt receipt = send();
        DeliveryId id = only(test, receipt).id();
        assertThat(accept(Report.failed(id, "bounced"))).isEqualTo(Effect.CHANGED);
        assertThat(accept(Report.delivered(id, "arrived after all"))).isEqualTo(Effect.CHANGED);
        assertThat(accept(Report.failed(id, "bounced"))).isEqualTo(Effect.KNOWN);
        assertThat(only(test, receipt).state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void what_may_have_been_sent_is_settled_by_a_report() {
        channel.next = Outcome.maybeSent("reply lost");
        Receipt bounced = send();
        Receipt arrived = send();
        assertThat(accept(Report.failed(only(test, bounced).id(), "bounced"))).isEqualTo(Effect.CHANGED);
        assertThat(accept(Report.delivered(only(test, arrived).id(), "arrived")))
                .isEqualTo(Effect.CHANGED);
        assertThat(only(test, bounced).state()).isEqualTo(DeliveryState.FAILED);
        assertThat(only(test, arrived).state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void a_report_that_overtakes_what_it_is_about_is_kept_and_taken_in_by_itself() {
        channel.next = Outcome.tryAgain("busy");
        Receipt receipt = send();
        DeliveryId id = only(test, receipt).id();
        assertThat(accept(Report.delivered(id, "arrived"))).isEqualTo(Effect.KEPT);
        assertThat(accept(Report.delivered(id, "arrived"))).isEqualTo(Effect.KEPT);
        assertThat(only(test, receipt).state()).isEqualTo(DeliveryState.PENDING);
        channel.next = Outcome.sent();
        told.clear();
        test.advance(Duration.ofHours(2));
        assertThat(only(test, receipt).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(told).hasSize(2); // sent, delivered
        assertThat(kept(id)).isZero();
    }

    @Test
    void a_report_of_failure_that_was_kept_does_all_that_one_in_time_does() {
        channel.next = Outcome.tryAgain("busy");
        Receipt receipt = send();
        accept(Report.addressIsDead(only(test, receipt).id(), "bounced with 5.1.1", ANN));
        channel.next = Outcome.sent();
        test.advance(Duration.ofHours(2));
        assertThat(only(test, receipt).state()).isEqualTo(DeliveryState.FAILED);
        assertThat(test.notifications().consent().of(ANN).entries()).hasSize(1);
    }

    @Test
    void what_is_kept_is_kept_for_a_day() {
        Receipt receipt =
                test.notifications().send(Notification.of("news").to("ann").after(Duration.ofDays(3)));
        DeliveryId id = only(test, receipt).id();
        assertThat(accept(Report.delivered(id, "arrived"))).isEqualTo(Effect.KEPT);
        test.advance(Duration.ofHours(23));
        assertThat(kept(id)).isEqualTo(1);
        test.advance(Duration.ofHours(2));
        assertThat(kept(id)).isZero();
        test.advance(Duration.ofDays(3));
        assertThat(only(test, receipt).state()).isEqualTo(DeliveryState.SENT);
    }

    private int kept(DeliveryId about) {
        return store.cards()
                .list(Tenant.DEFAULT.value(), "report.kept", about.toString(), null, 10)
                .size();
    }

    @Test
    void whoever_presses_the_key_takes_it_on_once() {
        Receipt receipt = send();
        byte[] body = ("pressed " + only(test, receipt).id()).getBytes(StandardCharsets.UTF_8);
        var reports = test.notifications().reports();
        Map<String, String> good = Map.of("X-Signature", "good");
        assertThat(reports.accept(EMAIL, good, body))
                .extracting(t -> t.effect())
                .containsExactly(Effect.CHANGED);
        assertThat(reports.accept(EMAIL, good, body))
                .extracting(t -> t.effect())
                .containsExactly(Effect.KNOWN);
        assertThat(test.notifications()
                        .signs()
                        .acknowledged(receipt.id())
                        .orElseThrow()
                        .signer()
                        .id())
                .isEqualTo("ann");
        assertThat(test.notifications().forTenant("other").reports().accept(EMAIL, good, body))
                .extracting(t -> t.effect())
                .containsExactly(Effect.UNKNOWN);
    }

    @Test
    void what_nobody_knows_and_what_is_anothers_does_no_harm() {
        Receipt receipt = send();
        DeliveryId id = only(test, receipt).id();
        assertThat(accept(Report.failed(new DeliveryId(UUID.randomUUID()), "bounced")))
                .isEqualTo(Effect.UNKNOWN);
        assertThat(test.notifications().forTenant("other").reports().accept(Report.failed(id, "bounced")))
                .isEqualTo(Effect.UNKNOWN);
        assertThat(only(test, receipt).state()).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void a_report_whose_recipient_cannot_be_looked_up_is_to_be_given_again() {
        Receipt receipt = send();
        Report dead = Report.addressIsDead(only(test, receipt).id(), "bounced with 5.1.1", ANN);
        test.advance(Duration.ofMinutes(1));
        contactsAway = true;
        assertThatThrownBy(() -> accept(dead))
                .isInstanceOf(NotifyException.class)
                .hasMessageContaining("again");
        assertThat(only(test, receipt).state()).isEqualTo(DeliveryState.SENT);
        contactsAway = false;
        assertThat(accept(dead)).isEqualTo(Effect.CHANGED);
    }

    @Test
    void the_channel_reads_what_its_provider_sends() {
        Receipt receipt = send();
        byte[] body = ("arrived " + only(test, receipt).id()).getBytes(StandardCharsets.UTF_8);
        var reports = test.notifications().reports();
        assertThatThrownBy(() -> reports.accept(EMAIL, Map.of(), body)).isInstanceOf(UntrustedCallException.class);
        assertThat(reports.accept(EMAIL, Map.of("X-Signature", "good"), new byte[0]))
                .isEmpty();
        assertThat(reports.accept(EMAIL, Map.of("X-Signature", "good"), body))
                .singleElement()
                .satisfies(taken -> assertThat(taken.effect()).isEqualTo(Effect.CHANGED));
        assertThat(only(test, receipt).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThatThrownBy(() -> reports.accept(SMS, Map.of(), body))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("sms is not configured");
    }

    @Test
    void a_reason_is_one_line_of_plain_text() {
        DeliveryId id = new DeliveryId(UUID.randomUUID());
        assertThatThrownBy(() -> Report.failed(id, "a\r\nb")).hasMessageContaining("reason");
        assertThatThrownBy(() -> Report.failed(id, "x".repeat(201))).hasMessageContaining("reason");
    }
}
