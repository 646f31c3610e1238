package dev.notify.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Priority;
import dev.notify.model.Recipient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class NotificationTest {

    private static final Notification N = Notification.of("lab-result-ready");

    @Test
    void no_call_changes_the_one_it_is_called_on() {
        Notification all = N.to("ann")
                .with("a", 1)
                .key("k")
                .about("s")
                .correlation("c")
                .priority(Priority.HIGH)
                .onlyBy(ChannelName.SMS)
                .after(Duration.ofHours(1))
                .expiresAfter(Duration.ofHours(2))
                .saying("title", "body");
        assertThat(N.recipients()).isEmpty();
        assertThat(N.data()).isEmpty();
        assertThat(N.key()).isEmpty();
        assertThat(N.subject()).isEmpty();
        assertThat(N.correlation()).isEmpty();
        assertThat(N.priority()).isEmpty();
        assertThat(N.onlyBy()).isEmpty();
        assertThat(N.when()).isEqualTo(When.NOW);
        assertThat(N.expiresAfter()).isEmpty();
        assertThat(N.text()).isEmpty();

        assertThat(all.type()).isEqualTo("lab-result-ready");
        assertThat(all.recipients()).containsExactly(Recipient.id("ann"));
        assertThat(all.data()).containsExactly(Map.entry("a", 1L));
        assertThat(all.key()).contains("k");
        assertThat(all.subject()).contains("s");
        assertThat(all.correlation()).contains("c");
        assertThat(all.priority()).contains(Priority.HIGH);
        assertThat(all.onlyBy()).containsExactly(ChannelName.SMS);
        assertThat(all.when()).isEqualTo(When.after(Duration.ofHours(1)));
        assertThat(all.expiresAfter()).contains(Duration.ofHours(2));
        assertThat(all.text()).contains(new Notification.Text("title", "body"));
    }

    @Test
    void one_may_be_the_start_of_two() {
        Notification ann = N.to("ann");
        Notification bob = N.to("bob");
        assertThat(ann.recipients()).containsExactly(Recipient.id("ann"));
        assertThat(bob.recipients()).containsExactly(Recipient.id("bob"));
    }

    @Test
    void a_recipient_named_twice_counts_once_in_the_order_named() {
        Notification n = N.to("bob", "ann", "bob")
                .to(Contact.of("ann").sms("+15550100"))
                .toAddress(Address.sms("+15550100"))
                .toAddress(Address.sms("+15550100"));
        assertThat(n.recipients()).extracting(Recipient::key).containsExactly("bob", "ann", "address:sms:+15550100");
    }

    @Test
    void names_that_differ_in_case_are_different_people() {
        assertThat(N.to("ann", "Ann", "ann ").recipients()).hasSize(3);
    }

    @Test
    void data_is_copied_and_cannot_be_changed_from_outside() {
        List<String> tests = new ArrayList<>(List.of("blood"));
        Map<String, Object> nested = new HashMap<>(Map.of("tests", tests));
        Notification n = N.with("lab", nested);
        tests.add("urine");
        nested.put("more", 1);
        assertThat(n.data()).isEqualTo(Map.of("lab", Map.of("tests", List.of("blood"))));
        assertThatThrownBy(() -> n.data().put("x", 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((Map<?, ?>) n.data().get("lab")).clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> n.recipients().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void data_keeps_the_order_given_and_the_last_value_of_a_variable() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("z", 1);
        values.put("a", 2);
        assertThat(N.with(values).with("m", 3).with("z", 9).data())
                .containsExactly(Map.entry("z", 9L), Map.entry("a", 2L), Map.entry("m", 3L));
    }

    @Test
    void shows_no_person_and_no_word() {
        Notification n = N.to("patient-42").with("test", "blood").saying("secret", "secret");
        assertThat(n.toString()).isEqualTo("Notification[lab-result-ready, 1 recipients]");
        assertThat(n.text().orElseThrow().toString()).doesNotContain("secret");
    }

    @Test
    void own_words_are_of_the_ad_hoc_type() {
        assertThat(Notification.text("title", "body").type()).isEqualTo(NotificationType.AD_HOC.name());
    }

    @Test
    void takes_values_at_their_limits() {
        Notification n = N.key("k".repeat(200)).about("s".repeat(200)).correlation("c".repeat(120));
        assertThat(n.key().orElseThrow()).hasSize(200);
        assertThat(n.at(Instant.MAX).when()).isEqualTo(When.at(Instant.MAX));
    }

    @TestFactory
    Stream<DynamicTest> what_is_wrong_names_its_field() {
        Map<String, List<UnaryOperator<Notification>>> wrong = Map.of(
                "type",
                        List.of(
                                n -> Notification.of("a b"),
                                n -> Notification.of(""),
                                n -> Notification.of("x".repeat(81))),
                "recipients", List.of(n -> n.to(""), n -> n.to("ann", "x".repeat(201)), n -> n.to("a\nb")),
                "key", List.of(n -> n.key(" "), n -> n.key("k".repeat(201)), n -> n.key("a\u0000")),
                "about", List.of(n -> n.about(""), n -> n.about("s".repeat(201))),
                "correlation",
                        List.of(
                                n -> n.correlation(""),
                                n -> n.correlation("c".repeat(121)),
                                n -> n.correlation("a\r\nb")),
                "data", List.of(n -> n.with(" ", 1), n -> n.with("v".repeat(81), 1)),
                "data.v", List.of(n -> n.with("v", null), n -> n.with("v", new Object()), n -> n.with("v", Double.NaN)),
                "expiresAfter", List.of(n -> n.expiresAfter(Duration.ZERO), n -> n.expiresAfter(Duration.ofDays(-1))),
                "after", List.of(n -> n.after(Duration.ofSeconds(-1))),
                "text.title",
                        List.of(
                                n -> n.saying("", "b"),
                                n -> n.saying("a\nb", "b"),
                                n -> n.saying("t".repeat(501), "b")));
        return wrong.entrySet().stream()
                .map(e -> dynamicTest(
                        e.getKey(),
                        () -> e.getValue()
                                .forEach(call -> assertThatExceptionOfType(InvalidInputException.class)
                                        .isThrownBy(() -> call.apply(N))
                                        .satisfies(thrown ->
                                                assertThat(thrown.field()).isEqualTo(e.getKey())))));
    }

    @Test
    void a_body_may_have_lines_but_no_half_characters() {
        assertThat(N.saying("t", "one\ntwo \ud83d\ude00").text()).isPresent();
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> N.saying("t", "half \ud83d"))
                .satisfies(e -> assertThat(e.field()).isEqualTo("text.body"));
    }

    @Test
    void a_list_of_no_channels_is_refused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> N.onlyBy(new ChannelName[0]))
                .satisfies(e -> assertThat(e.field()).isEqualTo("onlyBy"));
        assertThat(N.onlyBy(ChannelName.SMS, ChannelName.SMS).onlyBy()).containsExactly(ChannelName.SMS);
    }
}
