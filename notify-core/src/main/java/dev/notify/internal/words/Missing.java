package dev.notify.internal.words;

import dev.notify.model.ChannelName;
import dev.notify.request.NotificationType;
import dev.notify.template.Layer;
import java.util.ArrayList;
import java.util.List;

/** Finds channels on which a type would have nothing to say to somebody whose language has no words. */
final class Missing {

    private Missing() {}

    static List<String> of(NotificationType type, WordSet words) {
        List<String> missing = new ArrayList<>();
        for (ChannelName channel : type.channels()) {
            boolean details = type.showsDetailsOn(channel);
            if (words.choose(details, channel, null).isPresent()) {
                continue;
            }
            missing.add(
                    details
                            ? "has no words for " + channel
                                    + ": say text(title, body) or discreet(title, body), or write "
                                    + file(type, Layer.FULL, channel)
                            : "has no words a stranger may read for " + channel + ": say discreet(title, body), write "
                                    + file(type, Layer.DISCREET, channel) + ", or say showDetailsOn(" + channel
                                    + ") if its full text may be shown there");
        }
        return missing;
    }

    private static String file(NotificationType type, Layer layer, ChannelName channel) {
        return type.name() + "/" + channel + (layer == Layer.DISCREET ? ".discreet" : "") + ".txt";
    }
}
