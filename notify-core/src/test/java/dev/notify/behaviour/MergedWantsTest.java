package dev.notify.behaviour;

import static dev.notify.behaviour.People.lab;
import static dev.notify.behaviour.People.only;
import static dev.notify.behaviour.People.state;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.directory.Contacts;
import dev.notify.model.Address;
import dev.notify.model.Contact;
import dev.notify.preference.PreferenceChange;
import dev.notify.preference.Preferences;
import dev.notify.testing.TestNode;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people said under an id that turns out to be another's, too. */
class MergedWantsTest {

    private static TestNotifications start() {
        TestNotifications test = TestNotifications.start(b -> b.define(People.LAB, People.VISIT), EMAIL, SMS);
        for (String id : List.of("old", "new")) {
            test.notifications().contacts().save(Contact.of(id).email(id + "@example.org"));
        }
        return test;
    }

    private static Contacts contacts(TestNotifications test) {
        return test.notifications().contacts();
    }

    @Test
    void what_was_turned_off_under_the_old_id_stays_off_for_what_waits_and_what_comes() {
        try (TestNotifications test = start()) {
            test.notifications().preferences().of("old").turnOffType("lab-result-ready");
            Receipt waits = test.notifications().send(lab("new").after(Duration.ofHours(1)));
            contacts(test).merge("old", "new");
            Receipt comes = test.notifications().send(lab("new"));
            Receipt named = test.notifications().send(lab("old"));
            test.advance(Duration.ofHours(2));
            assertThat(List.of(waits, comes, named))
                    .extracting(r -> state(test, r))
                    .containsOnly(DeliveryState.SUPPRESSED);
            assertThat(only(test, comes).reason().orElseThrow()).contains("turned off by the recipient");
            test.sent().none();
        }
    }

    @Test
    void a_pause_under_the_old_id_holds_and_the_longer_of_two_counts() {
        try (TestNotifications test = start()) {
            Instant day = TestNotifications.BEGINNING.plus(Duration.ofDays(1));
            test.notifications().preferences().of("old").pauseAllUntil(day, "in hospital");
            test.notifications().preferences().of("new").pauseAllUntil(day.minus(Duration.ofHours(9)), "asleep");
            contacts(test).merge("old", "new");
            Receipt receipt = test.notifications().send(lab("new"));
            test.advanceTo(day.minusSeconds(1));
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.PENDING);
            test.advanceTo(day);
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.SENT);
        }
    }

    @Test
    void whoever_is_not_to_be_reached_under_the_old_id_is_not_reached() {
        for (Contact.Status status : List.of(Contact.Status.PAUSED, Contact.Status.DECEASED)) {
            try (TestNotifications test = start()) {
                contacts(test).save(Contact.of("old").email("old@example.org").status(status));
                contacts(test).merge("old", "new");
                Receipt receipt = test.notifications().send(lab("new"));
                test.run();
                assertThat(state(test, receipt)).isEqualTo(DeliveryState.SUPPRESSED);
            }
        }
    }

    @Test
    void consent_that_was_withdrawn_for_an_address_stays_withdrawn_whoever_has_it() {
        try (TestNotifications test = start()) {
            contacts(test).remove("new");
            test.notifications().consent().withdrawn(Address.email("old@example.org"), "asked by letter");
            contacts(test).merge("old", "new");
            Receipt receipt = test.notifications().send(lab("new"));
            test.run();
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.SUPPRESSED);
            assertThat(only(test, receipt).reason().orElseThrow()).contains("withdrawn");
        }
    }

    @Test
    void the_history_tells_it_and_what_is_changed_under_either_id_is_one_thing() {
        try (TestNotifications test = start()) {
            test.notifications().preferences().of("old").turnOff(SMS);
            test.notifications().preferences().of("new").turnOffType("visit");
            test.notifications().as("clerk-4").contacts().merge("old", "new");
            PreferenceChange line = test.notifications()
                    .preferences()
                    .of("new")
                    .history()
                    .changes()
                    .get(0);
            assertThat(line.by().value()).isEqualTo("clerk-4");
            assertThat(line.why()).contains("merged with old: the stricter of both");
            assertThat(line.after().channelsOff()).containsExactly(SMS);

            test.notifications()
                    .preferences()
                    .of("old")
                    .change(p -> p.turnOn(SMS).turnOnType("visit"));
            Preferences now = test.notifications().preferences().of("new").current();
            assertThat(now.channelsOff()).isEmpty();
            assertThat(now)
                    .isEqualTo(test.notifications().preferences().of("old").current());
            Receipt receipt = test.notifications().send(People.visit("new").onlyBy(EMAIL));
            test.run();
            assertThat(state(test, receipt)).as("they may want it again").isEqualTo(DeliveryState.SENT);
        }
    }

    @Test
    void a_merge_that_is_taken_back_leaves_both_no_less_strict() {
        try (TestNotifications test = start()) {
            test.notifications().preferences().of("old").turnOffType("lab-result-ready");
            contacts(test).merge("old", "new");
            contacts(test).remove("old");
            contacts(test).save(Contact.of("old").email("old@example.org"));
            Receipt old = test.notifications().send(lab("old"));
            Receipt stays = test.notifications().send(lab("new"));
            test.run();
            assertThat(List.of(old, stays)).extracting(r -> state(test, r)).containsOnly(DeliveryState.SUPPRESSED);
        }
    }

    @Test
    void another_node_heeds_it_within_seconds() {
        try (TestNotifications test = start()) {
            TestNode other =
                    test.addNode(b -> b.define(People.LAB, People.VISIT).node("two"));
            test.notifications().preferences().of("old").turnOffType("lab-result-ready");
            other.notifications().send(lab("new"));
            test.run();
            test.sent().on(EMAIL).one();
            contacts(test).merge("old", "new");
            test.advance(Duration.ofSeconds(5));
            Receipt receipt = other.notifications().send(lab("new"));
            test.run();
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.SUPPRESSED);
        }
    }
}
