package dev.notify.internal.base;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was said of a delivery, as it is stored with it in one text: the last word on its first line, then until when it waits, then, a
 * line each, what made it wait and when that was said. Tries are stored by themselves and are not repeated here.
 *
 * @param last the last decision or failure
 * @param next until when it waits, by the last word; null where it does not, or nobody said so
 * @param lines oldest first; of very many the first and the latest
 */
public record History(String last, @Nullable Long next, List<Line> lines) {

    /** Of a delivery nothing was said of. */
    public static final History NONE = new History("", null, List.of());

    private static final int MOST = 16;
    private static final int FIRST = 4;
    private static final String NEXT = "> ";
    private static final String AS_LAST = "=";

    /** What was said at a moment. */
    public record Line(long at, String said) {

        private static Line read(String stored, String last) {
            int blank = stored.indexOf(' ');
            String said = stored.substring(blank + 1);
            return new Line(Long.parseLong(stored.substring(0, blank)), said.equals(AS_LAST) ? last : said);
        }
    }

    public History {
        lines = List.copyOf(lines);
    }

    /** From what {@link #write()} gave, or from a last word alone; nothing from null. */
    public static History read(@Nullable String stored) {
        if (stored == null) {
            return NONE;
        }
        List<String> all = stored.lines().toList();
        String last = all.isEmpty() ? "" : all.get(0);
        Long next = null;
        List<Line> lines = new ArrayList<>();
        for (String line : all.subList(Math.min(1, all.size()), all.size())) {
            if (line.startsWith(NEXT)) {
                next = Long.valueOf(line.substring(NEXT.length()));
            } else {
                lines.add(Line.read(line, last));
            }
        }
        return new History(last, next, lines);
    }

    /** From now on it waits, and this is why. What was said last is not said twice. */
    public History waits(long now, String said, long until) {
        boolean again = !lines.isEmpty() && lines.get(lines.size() - 1).said().equals(said);
        List<Line> more = new ArrayList<>(lines);
        if (!again) {
            more.add(new Line(now, said));
        }
        if (more.size() > MOST) {
            more.remove(FIRST);
        }
        return new History(said, until, more);
    }

    /** It was tried, and is tried again then. */
    public History tried(String said, long again) {
        return new History(said, again, lines);
    }

    /** It is over. */
    public History ends(String said) {
        return new History(said, null, lines);
    }

    /** The stored form: the last word alone where there is no more to tell. */
    public String write() {
        String rest = lines.stream()
                .map(l -> "\n" + l.at() + " " + (l.said().equals(last) ? AS_LAST : l.said()))
                .collect(Collectors.joining());
        return last + (next == null ? "" : "\n" + NEXT + next) + rest;
    }
}
