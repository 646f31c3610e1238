package dev.notify.sms;

import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import dev.notify.model.InvalidInputException;
import dev.notify.report.ProviderCall;
import dev.notify.report.UntrustedCallException;
import java.util.Optional;

/** What gateways say in their calls, as far as it is what it should be; what is not is left out. */
final class GatewayText {

    private static final String E164 = "\\+[1-9][0-9]{6,14}";
    private static final int MOST_BYTES = 64 * 1024;

    private GatewayText() {}

    /** What is wrong with an address that should be a number, in the words of a refusal. */
    static Optional<String> refuses(Address address) {
        return address.value().matches(E164)
                ? Optional.empty()
                : Optional.of("is no phone number in E.164 form: write + and 7 to 15 digits, such as +15550100");
    }

    /** What is longer is nobody's report. */
    static void checkLength(ProviderCall call) {
        if (call.length() > MOST_BYTES) {
            throw new UntrustedCallException();
        }
    }

    /** A number, with its plus or without. */
    static Optional<Address> address(ChannelName channel, String number) {
        String bare = number.strip();
        String full = bare.startsWith("+") ? bare : "+" + bare;
        return full.matches(E164) ? Optional.of(Address.of(channel, full)) : Optional.empty();
    }

    /** The id of a message. */
    static Optional<String> id(String text) {
        return text.matches("[A-Za-z0-9._:-]{1,100}") ? Optional.of(text) : Optional.empty();
    }

    /** The id of one of our deliveries. */
    static Optional<DeliveryId> delivery(String text) {
        try {
            return Optional.of(DeliveryId.parse(text));
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
    }
}
