package dev.notify.sms;

import dev.notify.http.HttpSender;
import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a {@link VoiceChannel} is made of. Not safe for several threads; used once.
 *
 * <p>What is wrong, or given twice, is refused where it is given.
 */
public final class VoiceChannelBuilder {

    private final VoiceGateway gateway;
    private final Set<String> given = new HashSet<>();
    private ChannelName name = ChannelName.VOICE;
    private @Nullable HttpSender http;
    private int mostCharacters = 1_000;
    private @Nullable String key;
    private @Nullable String thanks;

    VoiceChannelBuilder(VoiceGateway gateway) {
        this.gateway = Objects.requireNonNull(gateway, "gateway");
    }

    private VoiceChannelBuilder once(String field) {
        if (!given.add(field)) {
            throw new InvalidInputException(field, "is given twice");
        }
        return this;
    }

    /** Under this name. Default: {@code voice}. */
    public VoiceChannelBuilder name(ChannelName name) {
        this.name = Objects.requireNonNull(name, "name");
        return once("name");
    }

    /** Calls the gateway by this. Default: {@link HttpSender#create()}. */
    public VoiceChannelBuilder http(HttpSender sender) {
        this.http = Objects.requireNonNull(sender, "sender");
        return once("http");
    }

    /**
     * Speaks no text that is longer: people hang up. Default: 1,000, about a minute.
     *
     * @throws InvalidInputException unless it is 1 to 3,000
     */
    public VoiceChannelBuilder mostCharacters(int characters) {
        if (characters < 1 || characters > 3_000) {
            throw new InvalidInputException("mostCharacters", "must be 1 to 3000");
        }
        this.mostCharacters = characters;
        return once("mostCharacters");
    }

    /**
     * Lets whoever listens take the notification on by pressing this key; the words have to say so. Default: no key does anything.
     *
     * @param thanks what they are told then
     * @throws InvalidInputException unless the key is one of 0 to 9, or if the thanks are blank or longer than 200 characters
     */
    public VoiceChannelBuilder acknowledgeBy(String key, String thanks) {
        if (!key.matches("[0-9]")) {
            throw new InvalidInputException("acknowledgeBy", "is no key of a phone: give one of 0 to 9");
        }
        this.key = key;
        this.thanks = Names.checkText("thanks", thanks, 200);
        return once("acknowledgeBy");
    }

    /**
     * Makes the channel.
     *
     * @throws InvalidInputException if the gateway lacks something, or nobody would hear which key was pressed
     */
    public VoiceChannel build() {
        gateway.checkToSpeak();
        if (key != null && !gateway.reports()) {
            throw new InvalidInputException(
                    "acknowledgeBy",
                    "is of no use: the gateway has not been told where to report which key was pressed");
        }
        return new VoiceChannel(
                name,
                gateway,
                http == null ? HttpSender.create() : http,
                mostCharacters,
                Optional.ofNullable(key),
                Optional.ofNullable(thanks));
    }
}
