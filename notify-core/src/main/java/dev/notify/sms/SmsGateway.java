package dev.notify.sms;

import dev.notify.http.HttpCall;

/** How one gateway is asked to send a text, and what its answers mean. Called by many threads at once. */
public interface SmsGateway extends PhoneGateway {

    /** The call that asks for it. */
    HttpCall call(Sms sms);
}
