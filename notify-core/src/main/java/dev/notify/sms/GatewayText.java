package dev.notify.sms;

import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import dev.notify.model.InvalidInputException;
import java.util.Optional;

/** What gateways say in their calls, as far as it is what it should be; what is not is left out. */
final class GatewayText {

    private GatewayText() {}

    /** A number, with its plus or without. */
    static Optional<Address> address(ChannelName channel, String number) {
        String bare = number.strip();
        String full = bare.startsWith("+") ? bare : "+" + bare;
        return full.matches("\\+[1-9][0-9]{6,14}") ? Optional.of(Address.of(channel, full)) : Optional.empty();
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
