package dev.notify.behaviour;

import static dev.notify.model.ChannelName.PUSH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.channel.Channel;
import dev.notify.channel.DeviceSource;
import dev.notify.channel.Message;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Outcome;
import dev.notify.delivery.Receipt;
import dev.notify.directory.Device;
import dev.notify.directory.Devices;
import dev.notify.directory.RegisteredDevice;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Tenant;
import dev.notify.provider.Provider;
import dev.notify.provider.ProviderPool;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DevicesTest {

    private static final NotificationType NEWS =
            NotificationType.named("news").anyTime().sendBy(PUSH).discreet("News", "Please sign in");

    /** Pushes to what is registered, and learns which tokens are gone. */
    private static final class Pusher implements Channel {

        private final List<String> pushed = new ArrayList<>();
        private final Set<String> gone = new HashSet<>();
        private DeviceSource devices;

        @Override
        public ChannelName name() {
            return PUSH;
        }

        @Override
        public Optional<String> refuses(Device device) {
            return device.token().equals("bad") ? Optional.of("has a token that is bad") : Optional.empty();
        }

        @Override
        public void devices(DeviceSource source) {
            devices = source;
        }

        @Override
        public Outcome deliver(Message message) {
            Optional<String> owner = Device.ownerOf(message.address());
            if (owner.isEmpty()) {
                pushed.add(message.address().value());
                return Outcome.sent();
            }
            int before = pushed.size();
            for (RegisteredDevice one : devices.devicesOf(message.tenant(), owner.get())) {
                if (gone.contains(one.device().token())) {
                    devices.gone(message.tenant(), owner.get(), one, "the provider answered 410");
                } else {
                    pushed.add(one.device().token());
                }
            }
            return pushed.size() > before ? Outcome.sent() : Outcome.rejected("none of the devices is there");
        }
    }

    private final Pusher pusher = new Pusher();
    private final TestNotifications test =
            TestNotifications.start(b -> b.define(NEWS).channel(ProviderPool.inOrder(Provider.of("one", pusher))));
    private final Devices devices = test.notifications().devices();

    @AfterEach
    void close() {
        test.close();
    }

    private static Device web(String token) {
        return new Device("web", token, "{\"keys\":\"x\"}");
    }

    private DeliveryState send(String to) {
        Receipt receipt = test.notifications().send(Notification.of(NEWS).to(to));
        test.run();
        return test.status(receipt.id()).deliveries().get(0).state();
    }

    @Test
    void somebody_with_devices_is_reached_on_all_of_them() {
        devices.register("p1", web("phone"));
        devices.register("p1", new Device("fcm", "tablet"));
        devices.register("p2", web("other"));

        assertThat(send("p1")).isEqualTo(DeliveryState.SENT);
        assertThat(pusher.pushed).containsExactly("phone", "tablet");
        assertThat(devices.count("p1")).isEqualTo(Map.of("web", 1, "fcm", 1));
        assertThat(devices.of("p1")).extracting(RegisteredDevice::since).containsOnly(TestNotifications.BEGINNING);
    }

    @Test
    void somebody_without_any_is_not_reached() {
        devices.register("p1", web("phone"));

        assertThat(send("p3")).isEqualTo(DeliveryState.SUPPRESSED);
        assertThat(pusher.pushed).isEmpty();
    }

    @Test
    void an_address_of_the_contact_goes_before_the_register() {
        test.notifications().contacts().save(Contact.of("p1").at(Address.of(PUSH, "said")));
        devices.register("p1", web("phone"));

        send("p1");

        assertThat(pusher.pushed).containsExactly("said");
    }

    @Test
    void a_contact_without_an_address_of_push_is_reached_on_its_devices() {
        test.notifications().contacts().save(Contact.of("p1").email("a@example.org"));
        devices.register("p1", web("phone"));

        send("p1");

        assertThat(pusher.pushed).containsExactly("phone");
    }

    @Test
    void devices_that_are_gone_are_taken_off_and_the_others_reached() {
        devices.register("p1", web("old"));
        devices.register("p1", web("new"));
        pusher.gone.add("old");

        assertThat(send("p1")).isEqualTo(DeliveryState.SENT);
        assertThat(devices.of("p1")).extracting(one -> one.device().token()).containsExactly("new");
    }

    @Test
    void when_the_last_is_gone_nobody_is_reached_any_more() {
        devices.register("p1", web("old"));
        pusher.gone.add("old");

        assertThat(send("p1")).isEqualTo(DeliveryState.FAILED);
        assertThat(devices.of("p1")).isEmpty();
        test.advance(Duration.ofSeconds(10));
        assertThat(send("p1")).isEqualTo(DeliveryState.SUPPRESSED);
    }

    @Test
    void one_that_was_registered_anew_meanwhile_stays() {
        RegisteredDevice before = devices.register("p1", web("phone"));
        test.advance(Duration.ofSeconds(1));
        devices.register("p1", new Device("web", "phone", "{\"keys\":\"y\"}"));

        pusher.devices.gone(Tenant.DEFAULT, "p1", before, "the provider answered 410");

        assertThat(devices.of("p1")).hasSize(1);
    }

    @Test
    void a_device_is_one_persons_whoever_registers_it_has_it() {
        devices.register("p1", web("shared"));
        devices.register("p1", web("own"));
        devices.register("p2", web("shared"));

        send("p1");
        send("p2");

        assertThat(pusher.pushed).containsExactly("own", "shared");
        assertThat(devices.of("p2")).hasSize(1);
        devices.register("p1", web("shared"));
        assertThat(devices.of("p2")).isEmpty();
        assertThat(devices.of("p1")).hasSize(2);
    }

    @Test
    void the_same_again_changes_nothing() {
        RegisteredDevice first = devices.register("p1", web("phone"));
        test.advance(Duration.ofHours(1));

        assertThat(devices.register("p1", web("phone"))).isEqualTo(first);
        assertThat(devices.register("p1", new Device("web", "phone", "other")).since())
                .isEqualTo(TestNotifications.BEGINNING.plus(Duration.ofHours(1)));
        assertThat(devices.of("p1")).hasSize(1);
    }

    @Test
    void the_first_goes_when_there_would_be_too_many() {
        for (int i = 0; i <= Devices.MOST; i++) {
            devices.register("p1", web("d" + i));
        }

        assertThat(devices.of("p1"))
                .hasSize(Devices.MOST)
                .extracting(one -> one.device().token())
                .doesNotContain("d0")
                .contains("d" + Devices.MOST);
        devices.register("p2", web("d0"));
        assertThat(devices.of("p1")).hasSize(Devices.MOST);
    }

    @Test
    void can_be_taken_off_one_by_one_or_all_at_once() {
        devices.register("p1", web("a"));
        devices.register("p1", web("b"));
        devices.register("p1", web("c"));

        assertThat(devices.remove("p1", web("a").id())).isTrue();
        assertThat(devices.remove("p1", web("a").id())).isFalse();
        assertThat(devices.remove("p2", web("b").id())).isFalse();
        assertThat(devices.removeAll("p1")).isEqualTo(2);
        assertThat(devices.removeAll("p1")).isZero();
        devices.register("p2", web("b"));
        assertThat(devices.of("p2")).hasSize(1);
    }

    @Test
    void tenants_have_registers_of_their_own() {
        devices.register("p1", web("phone"));
        test.notifications().forTenant("north").devices().register("p1", web("phone"));

        assertThat(devices.of("p1")).hasSize(1);
        assertThat(test.notifications().forTenant("north").devices().of("p1")).hasSize(1);
        assertThat(test.notifications().forTenant("south").devices().of("p1")).isEmpty();
    }

    @Test
    void what_is_wrong_is_refused_by_name() {
        assertThatThrownBy(() -> devices.register("", web("a"))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> devices.register("address:sms:+15550100", web("a")))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new Device("w eb", "a")).hasMessageStartingWith("device.kind ");
        assertThatThrownBy(() -> new Device("web", " ")).hasMessageStartingWith("device.token ");
        assertThatThrownBy(() -> new Device("web", "a".repeat(2_001))).hasMessageStartingWith("device.token ");
        assertThatThrownBy(() -> new Device("web", "a", "b".repeat(2_001))).hasMessageStartingWith("device.detail ");
        assertThatThrownBy(() -> devices.register("p1", web("bad"))).hasMessage("device has a token that is bad");
        assertThat(web("secret-token")).hasToString("Device[web]");
    }

    @Test
    void devices_of_an_id_that_was_merged_are_those_of_the_person() {
        test.notifications().contacts().save(Contact.of("old").email("a@example.org"));
        test.notifications().contacts().save(Contact.of("new").email("a@example.org"));
        devices.register("old", new Device("test", "before-1"));
        test.notifications().contacts().merge("old", "new");
        devices.register("old", new Device("test", "after-22"));
        devices.register("new", new Device("test", "mine-333"));
        test.advance(Duration.ofSeconds(5));
        pusher.gone.add("before-1");
        for (String id : List.of("new", "old")) {
            pusher.pushed.clear();
            test.notifications().send(Notification.of(NEWS).to(id));
            test.run();
            assertThat(pusher.pushed).as(id).containsExactlyInAnyOrder("after-22", "mine-333");
        }
        assertThat(devices.count("new")).isEqualTo(Map.of("test", 2));
        assertThat(devices.removeAll("new")).isEqualTo(2);
        assertThat(devices.of("old")).isEmpty();
    }
}
