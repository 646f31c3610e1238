package dev.notify.sms;

import dev.notify.delivery.Outcome;
import dev.notify.http.HttpCall;
import dev.notify.http.HttpEnd;
import java.time.Instant;

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

    /** What the end of that call means. A reason names no number, no secret and no words. */
    Outcome outcome(HttpEnd end, Instant now);
}
