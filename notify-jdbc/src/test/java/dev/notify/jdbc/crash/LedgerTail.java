package dev.notify.jdbc.crash;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** Counts the lines of a ledger while it is written. For one thread. */
final class LedgerTail {

    private final Path path;
    private final Map<Ledger.Event, Integer> counts = new EnumMap<>(Ledger.Event.class);
    private long position;
    private String rest = "";

    LedgerTail(Path path) {
        this.path = path;
    }

    int count(Ledger.Event event) {
        readOn();
        return counts.getOrDefault(event, 0);
    }

    private void readOn() {
        if (!Files.exists(path)) {
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long length = file.length();
            if (length <= position) {
                return;
            }
            byte[] more = new byte[(int) (length - position)];
            file.seek(position);
            file.readFully(more);
            position = length;
            String text = rest + new String(more, StandardCharsets.UTF_8);
            int end = text.lastIndexOf('\n') + 1;
            rest = text.substring(end);
            text.substring(0, end)
                    .lines()
                    .forEach(line -> counts.merge(Ledger.Event.valueOf(line.split(" ", 2)[0]), 1, Integer::sum));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
