package dev.notify.internal.directory;

import dev.notify.channel.Channel;
import dev.notify.directory.Device;
import dev.notify.directory.Devices;
import dev.notify.directory.RegisteredDevice;
import dev.notify.internal.cards.Cards;
import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Devices on cards, in one scope. */
final class DeviceBook implements Devices {

    private final Editing editing;

    DeviceBook(Editing editing) {
        this.editing = editing;
    }

    @Override
    public RegisteredDevice register(String recipientId, Device device) {
        Objects.requireNonNull(device, "device");
        Editing.checkId(recipientId);
        check(device);
        return editing.until("the devices", () -> registerOnce(recipientId, device));
    }

    private void check(Device device) {
        Channel push = editing.setup().lines().channels().get(ChannelName.PUSH);
        if (push != null) {
            push.refuses(device).ifPresent(problem -> {
                throw new InvalidInputException("device", problem);
            });
        }
    }

    private Optional<RegisteredDevice> registerOnce(String recipientId, Device device) {
        Rows.Card mine = editing.card(all(recipientId));
        Rows.Card owned = editing.card(owner(device.id()));
        Optional<String> owner = Optional.ofNullable(owned).map(card -> DeviceCard.owner(editing.seal(), card));
        List<RegisteredDevice> mines = devices(mine);
        Optional<RegisteredDevice> same = mines.stream()
                .filter(one -> one.device().equals(device))
                .filter(one -> owner.equals(Optional.of(recipientId)))
                .findFirst();
        if (same.isPresent()) {
            return same;
        }
        RegisteredDevice registered = new RegisteredDevice(device, Instant.ofEpochMilli(editing.now()));
        List<RegisteredDevice> after = without(mines, device.id());
        after.add(registered);
        List<CardPart.Put> puts = new ArrayList<>();
        while (after.size() > MOST) {
            RegisteredDevice oldest = after.remove(0);
            Optional.ofNullable(editing.card(owner(oldest.device().id())))
                    .map(editing::gone)
                    .ifPresent(puts::add);
        }
        puts.add(put(recipientId, mine, after));
        puts.add(editing.put(owner(device.id()), owned, id -> DeviceCard.writeOwner(editing.seal(), id, recipientId)));
        owner.filter(other -> !other.equals(recipientId)).ifPresent(other -> {
            Rows.Card theirs = editing.card(all(other));
            if (theirs != null) {
                puts.add(put(other, theirs, without(devices(theirs), device.id())));
            }
        });
        String told = recipientId + ": " + device.kind() + " " + device.id()
                + owner.filter(other -> !other.equals(recipientId))
                        .map(other -> ", which was " + other + "'s")
                        .orElse("");
        return write(puts, "device.registered", told) ? Optional.of(registered) : Optional.empty();
    }

    private boolean write(List<CardPart.Put> puts, String action, String told) {
        return editing.writePart(
                Cards.Part.DEVICES, puts, editing.trail(action, puts.get(0).id(), told));
    }

    @Override
    public List<RegisteredDevice> of(String recipientId) {
        List<CardPart.Place> places =
                idsOf(Editing.checkId(recipientId)).stream().map(this::all).toList();
        return editing.cards().read(places).stream()
                .flatMap(card -> devices(card).stream())
                .sorted(Comparator.comparing(RegisteredDevice::since))
                .toList();
    }

    /** All ids of a person: an app may go on registering under one that was merged into another. */
    private List<String> idsOf(String recipientId) {
        Directory.Entry entry = entry(recipientId);
        String now = entry.into().orElse(recipientId);
        List<String> was = entry.into().map(into -> entry(into).was()).orElse(entry.was());
        return Stream.concat(Stream.of(now, recipientId), was.stream())
                .distinct()
                .toList();
    }

    private Directory.Entry entry(String recipientId) {
        Rows.Card card = editing.card(ContactCard.place(editing.seal(), editing.tenant(), recipientId));
        return card == null ? Directory.Entry.NOTHING : ContactCard.read(editing.seal(), card);
    }

    @Override
    public Map<String, Integer> count(String recipientId) {
        Map<String, Integer> count = new TreeMap<>();
        of(recipientId).forEach(one -> count.merge(one.device().kind(), 1, Integer::sum));
        return count;
    }

    @Override
    public boolean remove(String recipientId, String deviceId) {
        return remove(recipientId, one -> one.device().id().equals(deviceId), "device.removed", "") > 0;
    }

    @Override
    public int removeAll(String recipientId) {
        return remove(recipientId, one -> true, "device.removed", "");
    }

    /** Removes it, unless it was registered anew meanwhile. */
    void gone(String recipientId, RegisteredDevice device, String why) {
        remove(recipientId, device::equals, "device.gone", ": " + why);
    }

    private int remove(String recipientId, Predicate<RegisteredDevice> which, String action, String why) {
        return idsOf(Editing.checkId(recipientId)).stream()
                .mapToInt(id -> removeOf(id, which, action, why))
                .sum();
    }

    private int removeOf(String recipientId, Predicate<RegisteredDevice> which, String action, String why) {
        return editing.until("the devices", () -> {
            Rows.Card card = editing.card(all(recipientId));
            List<RegisteredDevice> before = devices(card);
            List<RegisteredDevice> going = before.stream().filter(which).toList();
            if (going.isEmpty()) {
                return Optional.of(0);
            }
            List<CardPart.Put> puts = new ArrayList<>();
            List<RegisteredDevice> after = new ArrayList<>(before);
            after.removeAll(going);
            puts.add(put(recipientId, card, after));
            for (RegisteredDevice one : going) {
                Optional.ofNullable(editing.card(owner(one.device().id())))
                        .filter(owned -> DeviceCard.owner(editing.seal(), owned).equals(recipientId))
                        .map(editing::gone)
                        .ifPresent(puts::add);
            }
            String told = recipientId + ": " + going.size() + " of " + before.size() + why;
            return write(puts, action, told) ? Optional.of(going.size()) : Optional.empty();
        });
    }

    private CardPart.Put put(String recipientId, Rows.@Nullable Card before, List<RegisteredDevice> devices) {
        return editing.put(all(recipientId), before, id -> DeviceCard.write(editing.seal(), id, devices));
    }

    private List<RegisteredDevice> devices(Rows.@Nullable Card card) {
        return card == null ? new ArrayList<>() : DeviceCard.read(editing.seal(), card);
    }

    private static List<RegisteredDevice> without(List<RegisteredDevice> devices, String deviceId) {
        List<RegisteredDevice> left = new ArrayList<>(devices);
        left.removeIf(one -> one.device().id().equals(deviceId));
        return left;
    }

    private CardPart.Place all(String recipientId) {
        return DeviceCard.allOf(editing.seal(), editing.tenant(), recipientId);
    }

    private CardPart.Place owner(String deviceId) {
        return DeviceCard.ownerOf(editing.seal(), editing.tenant(), deviceId);
    }
}
