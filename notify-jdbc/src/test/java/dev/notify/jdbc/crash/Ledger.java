package dev.notify.jdbc.crash;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a process did, in a file that outlives it: one line for each event, each line one write to the system.
 *
 * <p>The lines stand in the order in which the events happened. A process that is killed leaves at most its last line unfinished,
 * and an unfinished line is not read. Safe for all threads.
 */
final class Ledger implements AutoCloseable {

    /** What a line tells. */
    enum Event {
        /** The service is started. */
        READY,
        /** What is about to be sent is due then: the key, the moment by the true clock. */
        LATER,
        /** Send is about to be called: the key. */
        TRY,
        /** Send returned a receipt: the key, the number of deliveries. */
        ACK,
        /** Send threw one of our exceptions: the key, its name. */
        REFUSED,
        /** Send threw anything else: the key, its name. */
        UNTYPED,
        /** The channel was called: the delivery, the attempt. */
        BEGUN,
        /** The channel has handed over and is about to answer so: the delivery, the key, the attempt, the time. */
        DELIVERED,
        /** The channel is about to answer that it did not hand over: the delivery, the key, the attempt. */
        NOT_YET,
        /** The service told that a delivery is finished, so that was committed: the delivery, the state. */
        FINISHED,
        /** The host's source of groups is about to answer: from which member on. */
        PAGE,
        /** The handler for what nobody answers was called: the escalation. */
        RUNG,
        /** Nothing more is sent, or memory is there again: how long the slowest send took, in milliseconds. */
        SLOWEST
    }

    /** One line. */
    record Line(Event event, List<String> words) {

        String word(int index) {
            return words.get(index);
        }

        int number(int index) {
            return Integer.parseInt(words.get(index));
        }
    }

    private final FileOutputStream file;

    private Ledger(FileOutputStream file) {
        this.file = file;
    }

    static Ledger open(Path path) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            return new Ledger(new FileOutputStream(path.toFile(), true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(Event event, Object... words) {
        StringBuilder line = new StringBuilder(event.name());
        for (Object word : words) {
            line.append(' ').append(word);
        }
        byte[] bytes = line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        synchronized (this) {
            try {
                file.write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Every whole line so far; none if there is no file yet. */
    static List<Line> read(Path path) {
        try {
            if (!Files.exists(path)) {
                return List.of();
            }
            String text = Files.readString(path);
            int end = text.lastIndexOf('\n');
            List<Line> lines = new ArrayList<>();
            if (end >= 0) {
                text.substring(0, end).lines().forEach(line -> {
                    List<String> words = Arrays.asList(line.split(" "));
                    lines.add(new Line(Event.valueOf(words.get(0)), List.copyOf(words.subList(1, words.size()))));
                });
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
