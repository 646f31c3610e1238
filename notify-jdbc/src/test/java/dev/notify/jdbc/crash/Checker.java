package dev.notify.jdbc.crash;

import dev.notify.jdbc.crash.Ledger.Event;
import dev.notify.jdbc.crash.Ledger.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what processes said they did with what is stored after everything has been drained.
 *
 * <p>A repetition is allowed where the process that delivered first died before the end of that delivery was durable. It was
 * durable if the process was told so ({@code FINISHED}) and, where settling is not synced, an acknowledgement that was begun after
 * that was received: acknowledging syncs all that was committed before.
 */
final class Checker {

    /** What was found; {@code lost} are acknowledged keys, {@code violations} everything else that must not be. */
    record Verdict(
            int rounds,
            int acked,
            int delivered,
            int duplicates,
            int inFlight,
            int failed,
            List<String> lost,
            List<String> violations) {

        boolean clean() {
            return lost.isEmpty() && violations.isEmpty();
        }

        String line() {
            return "rounds=" + rounds + " acked=" + acked + " delivered=" + delivered + " duplicates=" + duplicates
                    + " inFlightAtKills=" + inFlight + " failed=" + failed + " lost=" + lost.size() + " violations="
                    + violations.size();
        }
    }

    private final boolean settlesAreSynced;
    private final Set<String> tried = new HashSet<>();
    private final Map<String, Integer> acked = new HashMap<>();
    private final Map<String, Handover> lastHandover = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private int duplicates;
    private int inFlight;
    private int lives;

    private record Handover(int life, boolean recorded) {}

    Checker(boolean settlesAreSynced) {
        this.settlesAreSynced = settlesAreSynced;
    }

    /** Reads the ledger of the next life. */
    void life(List<Line> lines) {
        lives++;
        int durableUntil = settlesAreSynced ? lines.size() : lastSync(lines);
        Set<String> recorded = new HashSet<>();
        for (int i = 0; i < durableUntil; i++) {
            if (lines.get(i).event() == Event.FINISHED) {
                recorded.add(lines.get(i).word(0));
            }
        }
        Set<String> open = new HashSet<>();
        for (Line line : lines) {
            switch (line.event()) {
                case TRY -> tried.add(line.word(0));
                case UNTYPED -> violations.add("send threw what it does not say it throws: " + line);
                case ACK -> acked.put(line.word(0), line.number(1));
                case DELIVERED -> {
                    delivered(line, recorded);
                    open.add(line.word(0));
                }
                default -> {}
            }
        }
        open.removeAll(recorded);
        inFlight += open.size();
    }

    /** Where the last send that was acknowledged had begun. */
    private static int lastSync(List<Line> lines) {
        Set<String> acknowledged = new HashSet<>();
        for (int i = lines.size() - 1; i >= 0; i--) {
            Line line = lines.get(i);
            if (line.event() == Event.ACK) {
                acknowledged.add(line.word(0));
            } else if (line.event() == Event.TRY && acknowledged.contains(line.word(0))) {
                return i;
            }
        }
        return 0;
    }

    private void delivered(Line line, Set<String> recorded) {
        String id = line.word(0);
        if (!tried.contains(line.word(1))) {
            violations.add("delivered what was never sent: " + line);
        }
        Handover before = lastHandover.put(id, new Handover(lives, recorded.contains(id)));
        if (before != null) {
            duplicates++;
            if (before.life() == lives) {
                violations.add("delivered twice by one process: " + line);
            } else if (before.recorded()) {
                violations.add("delivered again though the first was recorded: " + line);
            }
        }
    }

    /** Judges, once every life has been read and everything has been drained. */
    Verdict judge(int rounds, Stored stored) {
        List<String> lost = new ArrayList<>();
        acked.forEach((key, deliveries) -> {
            int there = stored.keys().getOrDefault(key, 0);
            if (there != deliveries) {
                lost.add(key + ": " + there + " of " + deliveries + " deliveries are stored");
            }
        });
        stored.doubleKeys().forEach(key -> violations.add("stored twice under one key: " + key));
        if (stored.waiting() > 0) {
            violations.add("still in the queue after everything was drained: " + stored.waiting());
        }
        int failed = 0;
        for (Stored.Delivery d : stored.deliveries().values()) {
            boolean handedOver = lastHandover.containsKey(d.id());
            switch (d.state()) {
                case "SENT" -> {
                    if (!handedOver) {
                        lost.add(d.key() + ": recorded as sent and never handed over");
                    }
                }
                case "FAILED" -> {
                    failed++;
                    if (d.why() == null) {
                        lost.add(d.key() + ": failed without a reason");
                    }
                }
                default -> lost.add(d.key() + ": ended " + d.state() + " " + d.why());
            }
        }
        lastHandover.keySet().stream()
                .filter(id -> !stored.deliveries().containsKey(id))
                .forEach(id -> violations.add("delivered and not stored: " + id));
        return new Verdict(
                rounds,
                acked.size(),
                lastHandover.size(),
                duplicates,
                inFlight,
                failed,
                List.copyOf(lost),
                List.copyOf(violations));
    }
}
