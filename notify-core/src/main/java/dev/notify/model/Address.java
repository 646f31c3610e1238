package dev.notify.model;

import java.util.Objects;

/**
 * One place a person can be reached at on one channel.
 *
 * <p>{@code toString} masks the value: addresses never reach a log through it.
 */
public record Address(ChannelName channel, String value) {

    private static final int MAX = 500;

    /** @throws InvalidInputException if the value cannot be an address of that channel */
    public Address {
        Objects.requireNonNull(channel, "channel");
        Names.checkText("address", value, MAX);
        if (channel.equals(ChannelName.EMAIL)) {
            EmailShape.check(value);
        } else if (channel.equals(ChannelName.SMS) || channel.equals(ChannelName.VOICE)) {
            checkPhone(value);
        }
    }

    /** An e-mail address. */
    public static Address email(String value) {
        return new Address(ChannelName.EMAIL, value);
    }

    /** A phone number for text messages, in E.164 form ({@code +15550100}). */
    public static Address sms(String value) {
        return new Address(ChannelName.SMS, value);
    }

    /** An address of any channel. */
    public static Address of(ChannelName channel, String value) {
        return new Address(channel, value);
    }

    private static void checkPhone(String value) {
        boolean digits =
                value.length() >= 8 && value.length() <= 16 && value.charAt(0) == '+' && value.charAt(1) != '0';
        for (int i = 1; digits && i < value.length(); i++) {
            digits = value.charAt(i) >= '0' && value.charAt(i) <= '9';
        }
        if (!digits) {
            throw new InvalidInputException(
                    "address", "is no phone number in E.164 form: write + and 7 to 15 digits, such as +15550100");
        }
    }

    /** The value with all but its first character, and an e-mail address's domain, hidden. */
    public String masked() {
        return masked(channel.value(), value);
    }

    /** What {@link #masked()} gives for such an address, whether or not it is one. */
    public static String masked(String channel, String value) {
        int at = value.lastIndexOf('@');
        String tail = channel.equals(ChannelName.EMAIL.value()) && at > 0 ? value.substring(at) : "";
        return value.charAt(0) + "***" + tail;
    }

    @Override
    public String toString() {
        return channel + ":" + masked();
    }
}
