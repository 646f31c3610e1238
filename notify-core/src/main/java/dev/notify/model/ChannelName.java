package dev.notify.model;

/** The name of a way to reach a person; hosts may add their own. */
public record ChannelName(String value) {

    public static final ChannelName EMAIL = new ChannelName("email");
    public static final ChannelName PUSH = new ChannelName("push");
    public static final ChannelName SMS = new ChannelName("sms");
    public static final ChannelName IN_APP = new ChannelName("in-app");
    public static final ChannelName WEBHOOK = new ChannelName("webhook");
    public static final ChannelName VOICE = new ChannelName("voice");

    /** @throws InvalidInputException if it is no name of at most 30 characters */
    public ChannelName {
        Names.check("channel", value, 30);
    }

    /** A channel by its name. */
    public static ChannelName of(String value) {
        return new ChannelName(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
