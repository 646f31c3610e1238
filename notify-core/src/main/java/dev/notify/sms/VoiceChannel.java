package dev.notify.sms;

import dev.notify.channel.Channel;
import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.http.HttpSender;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.report.Heard;
import dev.notify.report.ProviderCall;
import dev.notify.report.Reply;
import dev.notify.report.ReportReader;
import dev.notify.report.Reports;
import dev.notify.report.Taking;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Rings people and speaks, through one gateway; several make a {@link dev.notify.provider.ProviderPool}.
 *
 * <p>What is spoken is the body of the words: discreet unless the type says {@code showDetailsOn(VOICE)}, since anybody may pick up. Where a key is asked for, pressing it takes the notification
 * on ({@code signs().acknowledge}). Nobody rings twice by accident: where an answer was lost, the outcome is {@code maybeSent}, and the type's rule says whether there is another try. Safe for all
 * threads.
 */
public final class VoiceChannel implements Channel, ReportReader {

    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final ChannelName name;
    private final VoiceGateway gateway;
    private final HttpSender http;
    private final int mostCharacters;
    private final Optional<String> key;
    private final Optional<String> thanks;

    VoiceChannel(
            ChannelName name,
            VoiceGateway gateway,
            HttpSender http,
            int mostCharacters,
            Optional<String> key,
            Optional<String> thanks) {
        this.name = name;
        this.gateway = gateway;
        this.http = http;
        this.mostCharacters = mostCharacters;
        this.key = key;
        this.thanks = thanks;
    }

    /** Through this gateway. */
    public static VoiceChannelBuilder through(VoiceGateway gateway) {
        return new VoiceChannelBuilder(gateway);
    }

    @Override
    public ChannelName name() {
        return name;
    }

    @Override
    public Optional<String> refuses(Address address) {
        return GatewayText.refuses(address);
    }

    @Override
    public Duration timeout() {
        return http.longest().multipliedBy(2).plus(MARGIN);
    }

    @Override
    public Outcome deliver(Message message) {
        Optional<String> refused = refuses(message.address());
        if (refused.isPresent()) {
            return Outcome.rejected("the address " + refused.get());
        }
        String text = message.words().body().strip();
        if (text.isEmpty()) {
            return Outcome.rejected("there is nothing to say");
        }
        if (text.length() > mostCharacters) {
            return Outcome.rejected("the text has " + text.length() + " characters: at most " + mostCharacters
                    + " are spoken, shorten it or raise mostCharacters(..)");
        }
        Spoken spoken = new Spoken(message.id().toString(), message.address().value(), text, message.locale(), key);
        return gateway.outcome(http.send(gateway.call(spoken)), http.now());
    }

    /** What its gateway says of calls, and which key was pressed. A call of more than 64 KiB is read no further. */
    @Override
    public List<? extends Heard> read(ProviderCall call) {
        GatewayText.checkLength(call);
        return gateway.read(call, name);
    }

    @Override
    public Reply reply(ProviderCall call, List<Reports.Taken> taken) {
        boolean pressed = taken.stream().anyMatch(t -> t.heard() instanceof Taking);
        return gateway.reply(call, pressed ? thanks : Optional.empty());
    }

    @Override
    public String toString() {
        return "VoiceChannel[" + name + " by " + gateway.name() + "]";
    }
}
