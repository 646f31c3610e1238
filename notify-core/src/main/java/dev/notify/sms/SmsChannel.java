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
import dev.notify.report.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Text messages through one gateway; several make a {@link dev.notify.provider.ProviderPool}.
 *
 * <p>What is sent is the body of the words. A text of more parts than allowed is refused, since each is paid for. Gateways know no repetition of the same message:
 * where an answer was lost, the outcome is {@code maybeSent}, and the type's rule says whether there is another try. Safe for all threads.
 */
public final class SmsChannel implements Channel, ReportReader {

    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final ChannelName name;
    private final SmsGateway gateway;
    private final HttpSender http;
    private final int mostParts;
    private final boolean plainPunctuation;
    private final Optional<String> help;

    SmsChannel(
            ChannelName name,
            SmsGateway gateway,
            HttpSender http,
            int mostParts,
            boolean plainPunctuation,
            Optional<String> help) {
        this.help = help;
        this.name = name;
        this.gateway = gateway;
        this.http = http;
        this.mostParts = mostParts;
        this.plainPunctuation = plainPunctuation;
    }

    /** Through this gateway. */
    public static SmsChannelBuilder through(SmsGateway gateway) {
        return new SmsChannelBuilder(gateway);
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
        String body = message.words().body();
        SmsText text = SmsText.of(plainPunctuation ? SmsText.plainPunctuation(body) : body);
        if (text.text().isBlank()) {
            return Outcome.rejected("the text is empty");
        }
        if (text.parts() > mostParts) {
            return Outcome.rejected("the text takes " + text.parts() + " parts: at most " + mostParts
                    + " are sent, shorten it or raise mostParts(..)");
        }
        Instant now = http.now();
        Optional<Duration> validFor = message.expiry().map(expiry -> Duration.between(now, expiry));
        Sms sms = new Sms(message.id().toString(), message.address().value(), text, validFor);
        return gateway.outcome(http.send(gateway.call(sms)), http.now());
    }

    /** What its gateway says of texts, and what people sent back. A call of more than 64 KiB is read no further. */
    @Override
    public List<? extends Heard> read(ProviderCall call) {
        GatewayText.checkLength(call);
        return gateway.read(call, name).stream()
                .map(heard -> heard instanceof Word word ? word.answered(help) : heard)
                .toList();
    }

    @Override
    public Reply reply(ProviderCall call, List<Reports.Taken> taken) {
        return gateway.reply(call, Optional.empty());
    }

    @Override
    public String toString() {
        return "SmsChannel[" + name + " by " + gateway.name() + "]";
    }
}
