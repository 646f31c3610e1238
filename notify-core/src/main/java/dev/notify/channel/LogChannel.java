package dev.notify.channel;

import dev.notify.delivery.Outcome;
import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Prints messages in place of sending them: an explicit choice for development.
 *
 * <p>What it prints counts as SENT, words and masked address included, so it says what it is in every line. It is not real: a
 * CRITICAL type that nothing real can deliver is refused at start unless the service says {@code development()}.
 */
public final class LogChannel implements Channel {

    private final ChannelName name;
    private final PrintStream out;

    private LogChannel(ChannelName name, PrintStream out) {
        this.name = Objects.requireNonNull(name, "name");
        this.out = Objects.requireNonNull(out, "out");
    }

    /** Stands in for this channel and prints to standard output. */
    public static LogChannel standingFor(ChannelName name) {
        return new LogChannel(name, System.out);
    }

    /** Stands in for these channels and prints to standard output. */
    public static List<Channel> standingFor(ChannelName first, ChannelName... more) {
        List<Channel> all = new ArrayList<>();
        all.add(standingFor(first));
        for (ChannelName name : more) {
            all.add(standingFor(name));
        }
        if (all.stream().map(Channel::name).distinct().count() < all.size()) {
            throw new InvalidInputException("channel", "is named twice");
        }
        return List.copyOf(all);
    }

    /** Prints there. */
    public LogChannel to(PrintStream out) {
        return new LogChannel(name, out);
    }

    @Override
    public ChannelName name() {
        return name;
    }

    @Override
    public boolean real() {
        return false;
    }

    @Override
    public Outcome deliver(Message message) {
        out.println("[log " + name + "] to " + message.address().masked() + ": "
                + oneLine(message.words().title()) + " - "
                + oneLine(message.words().body()));
        return Outcome.sent("log-" + message.id());
    }

    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return line.toString();
    }
}
