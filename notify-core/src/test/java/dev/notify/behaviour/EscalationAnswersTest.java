package dev.notify.behaviour;

import static dev.notify.behaviour.Ward.MINUTE;
import static dev.notify.behaviour.Ward.begin;
import static dev.notify.behaviour.Ward.status;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static dev.notify.model.ChannelName.VOICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.channel.Channel;
import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.escalation.Escalation;
import dev.notify.escalation.EscalationId;
import dev.notify.escalation.EscalationStatus.State;
import dev.notify.escalation.NextPerson;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.DeliveryId;
import dev.notify.report.Heard;
import dev.notify.report.ProviderCall;
import dev.notify.report.ReportReader;
import dev.notify.report.Reports;
import dev.notify.report.Taking;
import dev.notify.request.NotificationType;
import dev.notify.security.Confirmed;
import dev.notify.security.KeyRing;
import dev.notify.security.Links;
import dev.notify.security.SignedLinks;
import dev.notify.sign.Signer;
import dev.notify.testing.TestNotifications;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The ways an answer comes in: a signed link that is confirmed, a key that is pressed. */
class EscalationAnswersTest {

    private static final NotificationType VITALS = NotificationType.named("vitals")
            .anyTime()
            .sendBy(EMAIL)
            .mandatory("somebody has to go")
            .discreet("Vitals", "I go: {{acknowledgeLink}}");

    private final List<DeliveryId> called = new ArrayList<>();

    /** Somebody is called, and presses a key. */
    private final class Phone implements Channel, ReportReader {
        @Override
        public ChannelName name() {
            return VOICE;
        }

        @Override
        public Outcome deliver(Message message) {
            called.add(message.id());
            return Outcome.sent();
        }

        @Override
        public List<? extends Heard> read(ProviderCall call) {
            return List.of(new Taking(DeliveryId.parse(call.text())));
        }
    }

    private TestNotifications start() {
        return TestNotifications.start(
                b -> b.define(VITALS)
                        .channel(new Phone())
                        .contactsFrom(id -> Optional.of(
                                Contact.of(id).email(id + "@example.org").at(Address.of(VOICE, "+15550100042"))))
                        .links(SignedLinks.at("https://example.org/links", KeyRing.of("k1", secret())))
                        .ifNobodyAnswers("ring", unanswered -> {}),
                EMAIL,
                SMS);
    }

    private static byte[] secret() {
        byte[] secret = new byte[32];
        new SplittableRandom(1).nextBytes(secret);
        return secret;
    }

    private static Escalation ladder() {
        return Escalation.of(VITALS)
                .to("dr-a", "dr-b")
                .firstBy(EMAIL)
                .thenAfter(MINUTE, NextPerson.user("dr-c"), VOICE)
                .ifNobodyAnswers("ring");
    }

    private static String token(Message message) {
        String body = message.words().body();
        return body.substring(body.lastIndexOf('/') + 1);
    }

    @Test
    void a_link_takes_it_on_only_when_it_is_confirmed() {
        try (TestNotifications test = start()) {
            EscalationId id = begin(test, ladder());
            Links links = test.notifications().links();
            String mine = token(test.sent().on(EMAIL).to("dr-b").one());
            links.look(mine);
            assertThat(status(test, id).state()).isEqualTo(State.ASKING);
            Confirmed done = links.confirm(mine);
            assertThat(done.first()).isTrue();
            assertThat(status(test, id).taken().orElseThrow().signer())
                    .isEqualTo(Signer.of("dr-b").on(EMAIL));
            Confirmed later =
                    links.confirm(token(test.sent().on(EMAIL).to("dr-a").one()));
            assertThat(later.first()).isFalse();
            assertThat(later.taken()).isEqualTo(done.taken());
            test.advance(MINUTE.multipliedBy(30));
            assertThat(called).isEmpty();
        }
    }

    @Test
    void a_key_that_is_pressed_takes_it_on() {
        try (TestNotifications test = start()) {
            EscalationId id = begin(test, ladder());
            test.advance(MINUTE);
            assertThat(called).hasSize(1);
            ProviderCall pressed = ProviderCall.of(
                    "", Map.of(), called.get(0).toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            Reports reports = test.notifications().reports();
            assertThat(reports.accept(VOICE, pressed).taken().get(0).effect()).isEqualTo(Reports.Effect.CHANGED);
            assertThat(status(test, id).taken().orElseThrow().signer())
                    .isEqualTo(Signer.of("dr-c").on(VOICE));
            assertThat(reports.accept(VOICE, pressed).taken().get(0).effect()).isEqualTo(Reports.Effect.KNOWN);
        }
    }

    @Test
    void a_link_of_the_first_rung_still_takes_it_on_when_others_are_asked() {
        try (TestNotifications test = start()) {
            EscalationId id = begin(test, ladder());
            test.advance(MINUTE);
            String first = token(test.sent().on(EMAIL).to("dr-a").one());
            assertThat(test.notifications().links().confirm(first).first()).isTrue();
            assertThat(status(test, id).state()).isEqualTo(State.TAKEN);
        }
    }
}
