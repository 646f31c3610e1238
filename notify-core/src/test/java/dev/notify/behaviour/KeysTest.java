package dev.notify.behaviour;

import static dev.notify.behaviour.People.lab;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.delivery.Receipt;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeysTest {

    @Test
    void the_same_key_returns_the_first_receipt_and_sends_once() {
        try (TestNotifications test = People.start()) {
            Receipt first = test.notifications().send(lab("a").key("lab-991"));
            Receipt again = test.notifications().send(lab("a").key("lab-991"));
            test.run();
            assertThat(again.id()).isEqualTo(first.id());
            assertThat(first.replayed()).isFalse();
            assertThat(again.replayed()).isTrue();
            assertThat(again.dataDiffers()).isFalse();
            assertThat(again.planned()).hasSize(1);
            test.sent().count(1);
        }
    }

    @Test
    void a_replay_with_other_data_says_so_and_the_first_counts() {
        try (TestNotifications test = People.start()) {
            test.notifications().send(lab("a").key("lab-991"));
            Receipt again =
                    test.notifications().send(lab("a").with("test", "biopsy").key("lab-991"));
            test.run();
            assertThat(again.replayed()).isTrue();
            assertThat(again.dataDiffers()).isTrue();
            assertThat(test.sent().one().words().body()).contains("blood count");
        }
    }

    @Test
    void a_key_is_kept_400_days_and_survives_a_crash() {
        try (TestNotifications test = People.start()) {
            Receipt first = test.notifications().send(lab("a").key("k"));
            test.clock().move(Duration.ofDays(399));
            test.crash();
            assertThat(test.notifications().send(lab("a").key("k")).id()).isEqualTo(first.id());
            test.clock().move(Duration.ofDays(2));
            assertThat(test.notifications().send(lab("a").key("k")).replayed()).isFalse();
        }
    }

    @Test
    void tenants_and_types_have_keys_of_their_own() {
        try (TestNotifications test = People.start()) {
            test.notifications().send(lab("a").key("k"));
            assertThat(test.notifications()
                            .forTenant("clinic-b")
                            .send(lab("a").key("k"))
                            .replayed())
                    .isFalse();
            assertThat(test.notifications().send(People.visit("a").key("k")).replayed())
                    .isFalse();
        }
    }
}
