package dev.notify.internal.doctor;

import dev.notify.event.Health;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.setup.Setup;
import dev.notify.store.Store;
import java.util.ArrayList;
import java.util.List;

/** Looks everything over at once, and says of everything how it is. Safe for all threads; blocks. */
public final class Doctor {

    private final SettingsLook settings;
    private final StoreLook store;
    private final ChannelLook channels;
    private final Surroundings surroundings;
    private final Announcer announcer;

    /** Looks this service over. */
    public Doctor(Setup setup, Surroundings surroundings, Store store, Announcer announcer) {
        this.settings = new SettingsLook(setup);
        this.store = new StoreLook(store, surroundings.time());
        this.channels = new ChannelLook(setup.lines().channels());
        this.surroundings = surroundings;
        this.announcer = announcer;
    }

    /** All findings, good ones too: of health, of the settings, of the store, of each channel and provider. */
    public Health examine() {
        List<Health.Finding> findings = new ArrayList<>(announcer.health().findings());
        findings.addAll(settings.look());
        List<Look> looks = new ArrayList<>();
        looks.add(store.look());
        looks.addAll(channels.looks());
        findings.addAll(Look.all(looks, surroundings.tasks()));
        return Health.of(findings);
    }
}
