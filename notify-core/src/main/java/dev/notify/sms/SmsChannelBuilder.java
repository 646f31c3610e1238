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
 * Collects what an {@link SmsChannel} is made of. Not safe for several threads; used once.
 *
 * <p>What is wrong, or given twice, is refused where it is given.
 */
public final class SmsChannelBuilder {

    private final SmsGateway gateway;
    private final Set<String> given = new HashSet<>();
    private ChannelName name = ChannelName.SMS;
    private @Nullable HttpSender http;
    private int mostParts = 6;
    private boolean plainPunctuation;
    private @Nullable String help;

    SmsChannelBuilder(SmsGateway gateway) {
        this.gateway = Objects.requireNonNull(gateway, "gateway");
    }

    private SmsChannelBuilder once(String field) {
        if (!given.add(field)) {
            throw new InvalidInputException(field, "is given twice");
        }
        return this;
    }

    /** Under this name. Default: {@code sms}. */
    public SmsChannelBuilder name(ChannelName name) {
        this.name = Objects.requireNonNull(name, "name");
        return once("name");
    }

    /** Calls by this. Default: {@link HttpSender#create()}. */
    public SmsChannelBuilder http(HttpSender sender) {
        this.http = Objects.requireNonNull(sender, "sender");
        return once("http");
    }

    /**
     * Sends no text that takes more parts, each of which is paid for. Default: 6.
     *
     * @throws InvalidInputException unless it is 1 to 10, which is what gateways take
     */
    public SmsChannelBuilder mostParts(int parts) {
        if (parts < 1 || parts > 10) {
            throw new InvalidInputException("mostParts", "must be 1 to 10");
        }
        this.mostParts = parts;
        return once("mostParts");
    }

    /** Writes typographic quotes, dashes and dots in plain characters, so that a text takes fewer parts. Default: sent as they are. */
    public SmsChannelBuilder plainPunctuation() {
        this.plainPunctuation = true;
        return once("plainPunctuation");
    }

    /**
     * Answers whoever sends HELP with this: who writes to them, and how to end it. Default: no answer, since many gateways give one of their own.
     *
     * @throws InvalidInputException if it is blank or longer than 480 characters
     */
    public SmsChannelBuilder help(String answer) {
        this.help = Names.checkText("help", answer, 480);
        return once("help");
    }

    /**
     * Makes the channel.
     *
     * @throws InvalidInputException if the gateway lacks something
     */
    public SmsChannel build() {
        gateway.check();
        return new SmsChannel(
                name,
                gateway,
                http == null ? HttpSender.create() : http,
                mostParts,
                plainPunctuation,
                Optional.ofNullable(help));
    }
}
