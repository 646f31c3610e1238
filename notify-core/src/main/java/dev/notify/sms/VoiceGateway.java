package dev.notify.sms;

import dev.notify.http.HttpCall;

/** How one gateway is asked to ring somebody and speak, and what its answers mean. Called by many threads at once. */
public interface VoiceGateway extends PhoneGateway {

    /**
     * Looks at itself when a channel that speaks is made of it. Default: as for any other.
     *
     * @throws dev.notify.model.InvalidInputException if something that it needs was not said
     */
    default void checkToSpeak() {
        check();
    }

    /** The call that asks for it. */
    HttpCall call(Spoken spoken);
}
