package dev.notify.testing;

import dev.notify.channel.Message;
import dev.notify.model.ChannelName;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Messages that were received, to be narrowed down and asserted. Each assertion throws an AssertionError that lists what was. */
public final class SentMessages {

    private final List<Message> messages;
    private final String what;

    SentMessages(List<Message> messages, String what) {
        this.messages = List.copyOf(messages);
        this.what = what;
    }

    private SentMessages only(String narrower, Predicate<Message> which) {
        return new SentMessages(messages.stream().filter(which).toList(), what + " " + narrower);
    }

    /** Those on this channel. */
    public SentMessages on(ChannelName channel) {
        return only("on " + channel, m -> m.channel().equals(channel));
    }

    /** Those for this recipient. */
    public SentMessages to(String recipient) {
        return only("to " + recipient, m -> m.recipient().equals(recipient));
    }

    /** Those of this type. */
    public SentMessages ofType(String type) {
        return only("of type " + type, m -> m.type().equals(type));
    }

    /** Those whose title or body holds this text. */
    public SentMessages saying(String text) {
        return only(
                "saying '" + text + "'",
                m -> m.words().title().contains(text) || m.words().body().contains(text));
    }

    /** Asserts that there are so many. */
    public SentMessages count(int expected) {
        if (messages.size() != expected) {
            throw new AssertionError(
                    "expected " + expected + " " + what + ", but there are " + messages.size() + ": " + list());
        }
        return this;
    }

    /** Asserts that there is none. */
    public void none() {
        count(0);
    }

    /** Asserts that there is exactly one, and gives it. */
    public Message one() {
        return count(1).messages.get(0);
    }

    /** All of them, in the order they were received. */
    public List<Message> all() {
        return messages;
    }

    private String list() {
        return messages.stream().map(Message::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
