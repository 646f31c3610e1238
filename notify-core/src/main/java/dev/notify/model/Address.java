package dev.notify.model;

import java.util.Locale;
import java.util.Objects;

/**
 * One place a person can be reached at on one channel.
 *
 * <p>{@code toString} masks the value: addresses never reach a log through it.
 */
public record Address(ChannelName channel, String value) {

    private static final int SHORTEST_PHONE = 8;
    private static final int LONGEST_PHONE = 16;

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
        boolean digits = value.length() >= SHORTEST_PHONE
                && value.length() <= LONGEST_PHONE
                && value.charAt(0) == '+'
                && value.charAt(1) != '0';
        for (int i = 1; digits && i < value.length(); i++) {
            digits = value.charAt(i) >= '0' && value.charAt(i) <= '9';
        }
        if (!digits) {
            throw new InvalidInputException(
                    "address", "is no phone number in E.164 form: write + and 7 to 15 digits, such as +15550100");
        }
    }

    /** The same place in one spelling: e-mail addresses that differ in case alone are the same. */
    public Address normalised() {
        return channel.equals(ChannelName.EMAIL) ? new Address(channel, value.toLowerCase(Locale.ROOT)) : this;
    }

    /**
     * The value with most of it hidden: of an e-mail address the first character and the domain are shown, of a phone number the plus
     * and the last two digits, of any other its first character.
     */
    public String masked() {
        return masked(channel.value(), value);
    }

    /** What {@link #masked()} gives for such an address, whether or not it is one. */
    public static String masked(String channel, String value) {
        return value.charAt(0) + "***" + tail(channel, value);
    }

    private static String tail(String channel, String value) {
        if (channel.equals(ChannelName.EMAIL.value())) {
            int at = value.lastIndexOf('@');
            return at > 0 ? value.substring(at) : "";
        }
        boolean phone = channel.equals(ChannelName.SMS.value()) || channel.equals(ChannelName.VOICE.value());
        return phone && value.length() >= SHORTEST_PHONE ? value.substring(value.length() - 2) : "";
    }

    @Override
    public String toString() {
        return channel + ":" + masked();
    }
}
