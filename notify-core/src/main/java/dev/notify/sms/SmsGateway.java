package dev.notify.sms;

import dev.notify.delivery.Outcome;
import dev.notify.http.HttpCall;
import dev.notify.http.HttpEnd;
import dev.notify.model.ChannelName;
import dev.notify.report.Heard;
import dev.notify.report.ProviderCall;
import dev.notify.report.Reply;
import dev.notify.report.UntrustedCallException;
import java.time.Instant;
import java.util.List;

/** How one gateway is asked to send a text, and what its answers mean. Called by many threads at once. */
public interface SmsGateway {

    /** What an operator knows it by. */
    String name();

    /**
     * Looks at itself when a channel is made of it. Default: nothing is wrong.
     *
     * @throws dev.notify.model.InvalidInputException if something that it needs was not said
     */
    default void check() {}

    /** The call that asks for it. */
    HttpCall call(Sms sms);

    /**
     * What a later call of the gateway's says: what became of a text, or what somebody sent back. Default: it reads none, and trusts nobody.
     *
     * @param channel by which texts go; of an {@link dev.notify.model.Address} that it names
     * @throws UntrustedCallException if the call does not prove to be the gateway's
     */
    default List<? extends Heard> read(ProviderCall call, ChannelName channel) {
        throw new UntrustedCallException();
    }

    /** What it wants to be answered to such a call. Default: {@link Reply#NOTHING}. */
    default Reply reply(ProviderCall call) {
        return Reply.NOTHING;
    }

    /** What the end of that call means. A reason names no number, no secret and no words. */
    Outcome outcome(HttpEnd end, Instant now);
}
