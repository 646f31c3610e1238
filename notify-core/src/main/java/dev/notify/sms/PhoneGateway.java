package dev.notify.sms;

import dev.notify.delivery.Outcome;
import dev.notify.http.HttpEnd;
import dev.notify.model.ChannelName;
import dev.notify.report.Heard;
import dev.notify.report.ProviderCall;
import dev.notify.report.Reply;
import dev.notify.report.UntrustedCallException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What gateways to phones have in common, whether they send texts ({@link SmsGateway}) or speak ({@link VoiceGateway}). Called by many threads at once. */
public interface PhoneGateway {

    /** What an operator knows it by. */
    String name();

    /**
     * Looks at itself when a channel is made of it. Default: nothing is wrong.
     *
     * @throws dev.notify.model.InvalidInputException if something that it needs was not said
     */
    default void check() {}

    /** What the end of a call of ours means. A reason names no number, no secret and no words. */
    Outcome outcome(HttpEnd end, Instant now);

    /** Whether it can report what becomes of what it was handed, and which key was pressed. Default: no. */
    default boolean reports() {
        return false;
    }

    /**
     * What a later call of the gateway's says: what became of a message, or what somebody sent back. Default: it reads none, and trusts nobody.
     *
     * @param channel by which messages go; of an {@link dev.notify.model.Address} that it names
     * @throws UntrustedCallException if the call does not prove to be the gateway's
     */
    default List<? extends Heard> read(ProviderCall call, ChannelName channel) {
        throw new UntrustedCallException();
    }

    /**
     * What it wants to be answered to such a call. Default: {@link Reply#NOTHING}.
     *
     * @param say what whoever is on the phone is told before it hangs up, if it can do that
     */
    default Reply reply(ProviderCall call, Optional<String> say) {
        return Reply.NOTHING;
    }
}
