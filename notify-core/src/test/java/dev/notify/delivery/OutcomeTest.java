package dev.notify.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.model.InvalidInputException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    @Test
    void each_has_a_word_of_its_own() {
        List<Outcome> all = List.of(
                Outcome.sent(),
                Outcome.tryAgain("busy"),
                Outcome.unavailable("down"),
                Outcome.rejected("gone"),
                Outcome.maybeSent("lost"));
        assertThat(all)
                .extracting(Outcome::word)
                .containsExactly("sent", "try-again", "unavailable", "rejected", "maybe-sent");
        assertThat(Outcome.misconfigured("login refused").word()).isEqualTo("misconfigured");
        assertThat(all).hasSize(Outcome.class.getPermittedSubclasses().length);
    }

    @Test
    void sent_may_carry_what_the_provider_calls_it() {
        assertThat(((Outcome.Sent) Outcome.sent("p-1")).id()).contains("p-1");
        assertThat(((Outcome.Sent) Outcome.sent()).id()).isEmpty();
    }

    @Test
    void a_providers_id_is_cut_to_what_is_stored() {
        assertThat(((Outcome.Sent) Outcome.sent("x".repeat(500))).id().orElseThrow())
                .hasSize(200);
    }

    @Test
    void a_providers_id_is_not_cut_within_a_character() {
        String id = "x".repeat(199) + "\ud83d\ude00";
        assertThat(((Outcome.Sent) Outcome.sent(id)).id().orElseThrow()).isEqualTo("x".repeat(199));
    }

    @Test
    void a_refusal_says_whether_the_address_is_dead() {
        assertThat(Outcome.rejected("full")).isEqualTo(new Outcome.Rejected("full", false));
        assertThat(Outcome.addressIsDead("gone")).isEqualTo(new Outcome.Rejected("gone", true));
    }

    @Test
    void trying_again_waits_never_less_than_nothing() {
        assertThat(Outcome.tryAgain("busy")).isEqualTo(Outcome.tryAgain(Duration.ZERO, "busy"));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Outcome.tryAgain(Duration.ofMillis(-1), "busy"))
                .satisfies(e -> assertThat(e.field()).isEqualTo("after"));
    }

    @Test
    void only_what_was_certainly_not_handed_over_may_go_to_another_provider() {
        assertThat(List.of(Outcome.tryAgain("busy"), Outcome.unavailable("down"), Outcome.misconfigured("login")))
                .allMatch(Outcome::notHandedOver);
        assertThat(List.of(Outcome.sent(), Outcome.rejected("gone"), Outcome.maybeSent("lost")))
                .noneMatch(Outcome::notHandedOver);
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Outcome.unavailable(Duration.ofMillis(-1), "down"));
    }

    @Test
    void all_but_sent_need_a_reason() {
        assertThatThrownBy(() -> Outcome.tryAgain(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Outcome.unavailable(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Outcome.rejected(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Outcome.maybeSent(null)).isInstanceOf(NullPointerException.class);
    }
}
