package dev.notify.internal.dispatch;

import dev.notify.model.Priority;
import dev.notify.store.Lane;
import dev.notify.store.QueuePart;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Decides what to claim next: the most urgent lanes first, the least urgent of a line keeping a fifth of its room, lanes of one
 * urgency sharing alike.
 *
 * <p>It also keeps each lane's floor: where the last claim began, so that a claim need not walk over what was removed there. Work that
 * commits late lies left of the floor, so every other round looks without one. Not thread-safe: the poller's own.
 */
final class ClaimPlan {

    private static final long FLOOR_MARGIN = 50;
    private static final long SWEEP_EVERY = 2_000;
    private static final int MOST = 400;
    private static final int FIFTH = 5;

    private final Map<Integer, Line> lines = new TreeMap<>();
    private final Map<Integer, Long> floors =
            new TreeMap<>(); // of all lanes; those of one line all fall into one bucket of a hash map
    private final Map<Integer, Long> nextTurn = new TreeMap<>();
    private long sweptAt = Long.MIN_VALUE / 2;
    private long turn;
    private int narrow;

    ClaimPlan(Collection<Line> lines) {
        for (Line line : lines) {
            this.lines.put(line.lanes().get(0).line(), line);
            line.lanes().forEach(lane -> floors.put(lane.number(), 0L));
        }
    }

    /** A share of a line's room for one lane. */
    record Share(Line line, Lane lane, int limit, long floor) {}

    /** What to claim now, and when the next row known of is due. */
    record Round(List<Share> shares, long nextDue) {}

    Round round(long now, UnaryOperator<Map<Integer, Long>> readHeads) {
        if (now - sweptAt >= SWEEP_EVERY || now < sweptAt) {
            floors.replaceAll((lane, floor) -> 0L);
            sweptAt = now;
        }
        Map<Integer, Long> asked = asked();
        Map<Integer, Long> heads = asked.isEmpty() ? Map.of() : readHeads.apply(asked);
        Map<Line, Map<Priority, List<Lane>>> due = new LinkedHashMap<>();
        long nextDue = Long.MAX_VALUE;
        for (Map.Entry<Integer, Long> head : new TreeMap<>(heads).entrySet()) {
            Lane lane = new Lane(head.getKey());
            Line line = lines.get(lane.line());
            if (head.getValue() > now) {
                nextDue = Math.min(nextDue, head.getValue());
            } else if (line != null) {
                due.computeIfAbsent(line, l -> new EnumMap<>(Priority.class))
                        .computeIfAbsent(lane.priority(), p -> new ArrayList<>())
                        .add(lane);
            }
        }
        List<Share> shares = new ArrayList<>();
        due.forEach((line, theirs) -> shares.addAll(sharesOf(line, theirs)));
        shares.sort(Comparator.comparing((Share s) -> s.lane().priority()).reversed());
        return new Round(shares, nextDue);
    }

    /** The lanes that there is room for, with their floors. A line is asked for its room once, not for each of its lanes. */
    private Map<Integer, Long> asked() {
        Map<Integer, Long> asked = floors;
        for (Line line : lines.values()) {
            boolean room = line.room(Priority.LOW) > 0;
            if (!room) {
                asked = asked == floors ? new TreeMap<>(floors) : asked;
                asked.keySet().removeAll(withoutRoom(line));
            }
            line.backlog(!room); // what was not looked at may well be there
        }
        return Collections.unmodifiableMap(asked);
    }

    private static List<Integer> withoutRoom(Line line) {
        boolean critical = line.room(Priority.CRITICAL) > 0;
        return line.lanes().stream()
                .filter(lane -> !critical || lane.priority() != Priority.CRITICAL)
                .map(Lane::number)
                .toList();
    }

    private List<Share> sharesOf(Line line, Map<Priority, List<Lane>> due) {
        List<Share> shares = new ArrayList<>();
        int room = Math.min(MOST, line.room(Priority.LOW));
        int kept = due.size() > 1 ? keptForTheLeast(room) : 0;
        int left = room - kept;
        int seen = 0;
        for (Priority priority : Priority.MOST_URGENT_FIRST) {
            List<Lane> lanes = due.get(priority);
            if (lanes == null) {
                continue;
            }
            boolean least = ++seen == due.size();
            int share =
                    priority == Priority.CRITICAL ? Math.max(left, line.room(priority)) : least ? left + kept : left;
            left = Math.max(0, left - divide(line, lanes, share, shares));
        }
        if (shares.size() < due.values().stream().mapToInt(List::size).sum()) {
            line.backlog(true); // a lane that got no share waits
        }
        return shares;
    }

    /** A fifth; where there is room for less than five, all of it every fifth time. */
    private int keptForTheLeast(int room) {
        if (room >= FIFTH) {
            return room / FIFTH;
        }
        return ++narrow % FIFTH == 0 ? Math.min(1, room) : 0;
    }

    /** Divides a share between lanes, beginning with those whose turn is longest ago; returns what was given out. */
    private int divide(Line line, List<Lane> lanes, int share, List<Share> shares) {
        if (share <= 0) {
            return 0;
        }
        List<Lane> inTurn = new ArrayList<>(lanes);
        inTurn.sort(Comparator.comparing(l -> nextTurn.getOrDefault(l.number(), 0L)));
        int each = Math.max(1, share / lanes.size());
        int given = 0;
        for (Lane lane : inTurn) {
            if (given >= share) {
                break;
            }
            nextTurn.put(lane.number(), ++turn);
            shares.add(new Share(line, lane, each, floors.getOrDefault(lane.number(), 0L)));
            given += each;
        }
        return given;
    }

    /** Notes what a claim brought. */
    void claimed(Share share, List<QueuePart.Claim> claims) {
        if (claims.size() >= share.limit()) {
            share.line().backlog(true);
        }
        if (!claims.isEmpty()) {
            long first = claims.stream().mapToLong(QueuePart.Claim::dueAt).min().orElseThrow();
            floors.put(share.lane().number(), first - FLOOR_MARGIN);
        }
    }
}
