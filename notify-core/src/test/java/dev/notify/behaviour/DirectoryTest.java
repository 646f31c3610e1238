package dev.notify.behaviour;

import static dev.notify.behaviour.People.lab;
import static dev.notify.behaviour.People.only;
import static dev.notify.behaviour.People.state;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.channel.Message;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.directory.Contacts;
import dev.notify.directory.Group;
import dev.notify.directory.SavedContact;
import dev.notify.directory.Slice;
import dev.notify.directory.StaleVersionException;
import dev.notify.model.Address;
import dev.notify.model.Contact;
import dev.notify.model.ContactSource;
import dev.notify.model.InvalidInputException;
import dev.notify.request.Notification;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DirectoryTest {

    private static Contact person(String id) {
        return Contact.of(id).email(id + "@example.org");
    }

    private static TestNotifications start() {
        return TestNotifications.start(b -> b.define(People.LAB, People.VISIT), EMAIL, SMS);
    }

    private static List<String> reached(TestNotifications test) {
        return test.sent().all().stream()
                .map(Message::address)
                .map(Address::value)
                .sorted()
                .toList();
    }

    @Test
    void whoever_is_saved_is_reached_without_a_source_of_the_hosts() {
        try (TestNotifications test = start()) {
            Contact full = person("p")
                    .email("second@example.org")
                    .sms("+15550100")
                    .inZone("Africa/Johannesburg")
                    .speaking("af-ZA");
            SavedContact saved = test.notifications().contacts().save(full);
            assertThat(saved.version()).isEqualTo(1);
            assertThat(test.notifications().contacts().get("p")).contains(saved);
            assertThat(saved.contact().locale()).isEqualTo(Locale.forLanguageTag("af-ZA"));
            Receipt receipt = test.notifications().send(lab("p"));
            test.run();
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.SENT);
            assertThat(reached(test)).containsExactly("p@example.org");
        }
    }

    @Test
    void a_change_holds_for_what_waits() {
        try (TestNotifications test = start()) {
            Contacts contacts = test.notifications().contacts();
            contacts.save(person("moves"));
            contacts.save(person("dies"));
            contacts.save(person("goes"));
            test.notifications().send(lab("moves").to("dies", "goes").after(Duration.ofHours(1)));
            test.advance(Duration.ofMinutes(59));
            contacts.save(Contact.of("moves").email("new@example.org"));
            contacts.save(person("dies").status(Contact.Status.DECEASED));
            contacts.remove("goes");
            test.advance(Duration.ofHours(1));
            assertThat(reached(test)).containsExactly("new@example.org");
        }
    }

    @Test
    void the_request_is_asked_first_then_the_host_then_the_directory() {
        ContactSource host = id -> Optional.of(Contact.of(id).email("host@example.org"))
                .filter(c -> !c.id().equals("unknown-to-the-host"));
        try (TestNotifications test =
                TestNotifications.start(b -> b.define(People.LAB).contactsFrom(host), EMAIL)) {
            test.notifications().contacts().save(Contact.of("a").email("directory@example.org"));
            test.notifications()
                    .contacts()
                    .save(Contact.of("unknown-to-the-host").email("only-here@example.org"));
            test.notifications().send(lab("a"));
            test.notifications().send(lab("unknown-to-the-host"));
            test.notifications()
                    .send(Notification.of(People.LAB)
                            .to(Contact.of("a").email("inline@example.org"))
                            .with("test", "x"));
            test.run();
            assertThat(reached(test))
                    .containsExactly("host@example.org", "inline@example.org", "only-here@example.org");
        }
    }

    @Test
    void a_source_may_be_asked_with_the_tenant() {
        ContactSource host = ContactSource.byTenant(
                (id, tenant) -> Optional.of(Contact.of(id).email(tenant + "@example.org")));
        try (TestNotifications test =
                TestNotifications.start(b -> b.define(People.LAB).contactsFrom(host), EMAIL)) {
            test.notifications().forTenant("north").send(lab("a"));
            test.notifications().forTenant("south").send(lab("a"));
            test.run();
            assertThat(reached(test)).containsExactly("north@example.org", "south@example.org");
        }
    }

    @Test
    void a_write_over_what_somebody_else_changed_is_refused() {
        try (TestNotifications test = start()) {
            Contacts contacts = test.notifications().contacts();
            contacts.save(person("p"), 0);
            assertThat(contacts.save(Contact.of("p").email("second@example.org"), 1)
                            .version())
                    .isEqualTo(2);
            assertThatThrownBy(() -> contacts.save(Contact.of("p").email("third@example.org"), 1))
                    .isInstanceOfSatisfying(
                            StaleVersionException.class,
                            e -> assertThat(e.version()).isEqualTo(2))
                    .hasMessageNotContaining("example.org");
            assertThat(contacts.get("p").orElseThrow().contact().addresses())
                    .containsExactly(Address.email("second@example.org"));
        }
    }

    @Test
    void what_is_saved_already_is_not_written_again() {
        try (TestNotifications test = start()) {
            Contacts contacts = test.notifications().contacts();
            contacts.save(person("p"));
            test.advance(Duration.ofHours(1));
            SavedContact again = contacts.save(person("p"));
            assertThat(again.version()).isEqualTo(1);
            assertThat(again.changedAt()).isEqualTo(TestNotifications.BEGINNING);
        }
    }

    @Test
    void tenants_do_not_see_each_others_people() {
        try (TestNotifications test = start()) {
            test.notifications().forTenant("north").contacts().save(person("p"));
            assertThat(test.notifications().forTenant("south").contacts().get("p"))
                    .isEmpty();
            assertThat(test.notifications()
                            .forTenant("south")
                            .contacts()
                            .list(10)
                            .items())
                    .isEmpty();
        }
    }

    @Test
    void all_contacts_are_listed_page_by_page_each_once() {
        try (TestNotifications test = start()) {
            Contacts contacts = test.notifications().contacts();
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                contacts.save(person("p" + i));
                ids.add("p" + i);
            }
            contacts.save(person("old"));
            contacts.merge("old", "p3"); // a merged id is no contact of its own
            List<String> listed = new ArrayList<>();
            Optional<String> next = Optional.empty();
            do {
                Slice<SavedContact> slice = contacts.list(next.orElse(null), 7);
                slice.items().forEach(s -> listed.add(s.contact().id()));
                next = slice.next();
            } while (next.isPresent());
            assertThat(listed).containsExactlyInAnyOrderElementsOf(ids);
            assertThatThrownBy(() -> contacts.list(0)).isInstanceOf(InvalidInputException.class);
        }
    }

    @Test
    void what_waits_for_a_merged_id_goes_to_the_new_person() {
        try (TestNotifications test = start()) {
            Contacts contacts = test.notifications().contacts();
            contacts.save(person("old"));
            contacts.save(person("new"));
            Receipt receipt = test.notifications().send(lab("old").key("k").after(Duration.ofHours(1)));
            contacts.merge("old", "new");
            assertThat(contacts.get("old").orElseThrow().contact().id()).isEqualTo("new");
            assertThat(test.notifications()
                            .send(lab("old").key("k").after(Duration.ofHours(1)))
                            .id())
                    .as("keys stay")
                    .isEqualTo(receipt.id());
            test.advance(Duration.ofHours(2));
            assertThat(reached(test)).containsExactly("new@example.org");
            assertThat(contacts.list(10).items()).hasSize(1);
        }
    }

    @Test
    void somebody_named_under_both_ids_gets_it_once() {
        for (boolean oldFirst : new boolean[] {true, false}) {
            try (TestNotifications test = start()) {
                Contacts contacts = test.notifications().contacts();
                contacts.save(person("old"));
                contacts.save(person("new"));
                Notification both = oldFirst ? lab("old").to("new") : lab("new").to("old");
                Receipt receipt = test.notifications().send(both.after(Duration.ofHours(1)));
                contacts.merge("old", "new");
                test.advance(Duration.ofHours(2));
                assertThat(reached(test)).containsExactly("new@example.org");
                assertThat(test.status(receipt.id()).deliveries())
                        .extracting(d -> d.state())
                        .containsExactlyInAnyOrder(DeliveryState.SENT, DeliveryState.SUPPRESSED);
            }
        }
    }

    @Test
    void what_the_old_id_has_had_the_new_one_does_not_get_again() {
        try (TestNotifications test = start()) {
            Contacts contacts = test.notifications().contacts();
            contacts.save(person("old"));
            contacts.save(person("new"));
            test.channel(EMAIL).failNext("the first, to the new id");
            Receipt receipt = test.notifications().send(lab("new").to("old"));
            test.run();
            assertThat(reached(test)).containsExactly("old@example.org");
            contacts.merge("old", "new");
            test.advance(Duration.ofHours(1));
            assertThat(reached(test)).containsExactly("old@example.org");
            assertThat(test.status(receipt.id()).finished()).isTrue();
        }
    }

    @Test
    void merges_follow_each_other_and_never_in_a_circle() {
        try (TestNotifications test = start()) {
            Contacts contacts = test.notifications().contacts();
            contacts.save(person("a"));
            contacts.merge("a", "b"); // nothing is saved for b: it takes over
            assertThat(contacts.get("b").orElseThrow().contact())
                    .isEqualTo(new Contact("b", person("a").addresses(), null, null, Contact.Status.ACTIVE));
            contacts.save(person("c"));
            contacts.merge("b", "c");
            contacts.merge("b", "c"); // again: nothing happens
            assertThat(contacts.get("a").orElseThrow().contact().id()).isEqualTo("c");
            assertThatThrownBy(() -> contacts.merge("c", "a")).isInstanceOf(InvalidInputException.class);
            assertThatThrownBy(() -> contacts.merge("c", "c")).isInstanceOf(InvalidInputException.class);
            assertThatThrownBy(() -> contacts.merge("a", "d")).isInstanceOf(InvalidInputException.class);
            assertThatThrownBy(() -> contacts.save(person("a")))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("contact.id");
            test.notifications().send(lab("a"));
            test.run();
            assertThat(reached(test)).containsExactly("c@example.org");
        }
    }

    @Test
    void memberships_move_with_a_merge() {
        try (TestNotifications test = start()) {
            Group ward = Group.named("ward-3");
            test.notifications().groups().add(ward, "old", "other");
            test.notifications().groups().subscribe("flu-clinic", "old");
            test.notifications().contacts().save(person("new"));
            test.notifications().contacts().merge("old", "new");
            assertThat(test.notifications().groups().members(ward, null, 10).items())
                    .containsExactlyInAnyOrder("new", "other");
            assertThat(test.notifications().groups().of("old", null, 10).items())
                    .containsExactlyInAnyOrder(ward, Group.topic("flu-clinic"));
            assertThat(test.notifications().groups().add(ward, "old"))
                    .as("a member already, as the new one")
                    .isZero();
        }
    }

    @Test
    void a_merge_can_be_taken_back() {
        try (TestNotifications test = start()) {
            Contacts contacts = test.notifications().contacts();
            contacts.save(person("old"));
            contacts.save(person("new"));
            contacts.merge("old", "new");
            assertThat(contacts.remove("old")).isTrue();
            contacts.save(person("old"));
            test.notifications().send(lab("old").to("new"));
            test.run();
            assertThat(reached(test)).containsExactly("new@example.org", "old@example.org");
            assertThat(contacts.remove("nobody")).isFalse();
        }
    }

    @Test
    void an_address_that_its_channel_refuses_is_not_saved() {
        try (TestNotifications test = start()) {
            assertThatThrownBy(() -> test.notifications()
                            .contacts()
                            .save(Contact.of("address:email:x").email("a@example.org")))
                    .isInstanceOf(InvalidInputException.class);
            assertThat(only(test, test.notifications().send(lab("nobody"))).state())
                    .isNotNull();
        }
    }
}
