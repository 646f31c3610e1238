package dev.notify.internal.doctor;

import dev.notify.channel.Channel;
import dev.notify.channel.Checkup;
import dev.notify.event.Health;
import dev.notify.event.Health.Finding;
import dev.notify.event.Health.Status;
import dev.notify.model.ChannelName;
import dev.notify.provider.Provider;
import dev.notify.provider.ProviderPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether each channel, and each provider of a pool, could send now. */
final class ChannelLook {

    private final Map<ChannelName, Channel> channels;

    ChannelLook(Map<ChannelName, Channel> channels) {
        this.channels = channels;
    }

    List<Look> looks() {
        List<Look> looks = new ArrayList<>();
        channels.forEach((name, channel) -> {
            String where = "channel." + name;
            if (channel instanceof ProviderPool pool) {
                for (Provider provider : pool.providers()) {
                    looks.add(look("provider." + name + "." + provider.name(), provider.channel()));
                }
            } else {
                looks.add(look(where, channel));
            }
        });
        return looks;
    }

    private static Look look(String where, Channel channel) {
        return new Look(where, () -> findings(where, channel));
    }

    private static List<Health.Finding> findings(String where, Channel channel) throws Exception {
        if (!channel.real()) {
            return List.of(
                    new Finding(Status.DEGRADED, where, "reaches nobody: it prints or records in place of sending"));
        }
        Optional<Checkup> found = channel.checkup();
        return found.isPresent()
                ? findings(where, found.get())
                : List.of(new Finding(Status.UP, where, "is there; it cannot be tried out without sending"));
    }

    private static List<Health.Finding> findings(String where, Checkup found) {
        List<Finding> all = new ArrayList<>();
        Status bad = found.ready() ? Status.DEGRADED : Status.DOWN;
        found.problems().forEach(problem -> all.add(new Finding(bad, where, problem)));
        found.notes().forEach(note -> all.add(new Finding(Status.UP, where, note)));
        return all;
    }
}
