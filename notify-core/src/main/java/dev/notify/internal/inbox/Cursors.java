package dev.notify.internal.inbox;

import dev.notify.inbox.InboxChanges;
import dev.notify.internal.json.Digest;
import dev.notify.model.InvalidInputException;
import dev.notify.store.InboxPart.Owner;
import dev.notify.store.InboxPart.Spot;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is handed to callers to go on from. Both kinds name whose inbox they are of, by a digest; a cursor has the number of each inbox the
 * person goes by, since ids may be merged later: one it does not know is read from its beginning.
 */
final class Cursors {

    private static final int MARK = 12;
    private static final int LONGEST = 4_000;
    private static final Pattern PART = Pattern.compile("([0-9a-f]{12})\\.(\\d{1,18})");
    private static final Pattern PLACE = Pattern.compile("([0-9a-f]{12})\\.(\\d{1,18})\\.([0-9a-f-]{36})");

    private Cursors() {}

    private static String markOf(Owner owner) {
        return Digest.name(owner.tenant(), owner.recipient()).substring(0, MARK);
    }

    static String write(Map<Owner, Long> numbers) {
        return numbers.entrySet().stream()
                .map(e -> markOf(e.getKey()) + "." + e.getValue())
                .collect(Collectors.joining("_"));
    }

    /** The number of each of these inboxes. */
    static Map<Owner, Long> read(String cursor, Collection<Owner> owners) {
        Map<Owner, Long> numbers = new LinkedHashMap<>();
        owners.forEach(owner -> numbers.put(owner, 0L));
        if (cursor.equals(InboxChanges.BEGINNING)) {
            return numbers;
        }
        if (cursor.length() > LONGEST) {
            throw malformed();
        }
        for (String text : cursor.split("_", -1)) {
            Matcher part = PART.matcher(text);
            if (!part.matches()) {
                throw malformed();
            }
            Owner owner = owners.stream()
                    .filter(o -> markOf(o).equals(part.group(1)))
                    .findFirst()
                    .orElseThrow(() -> new InvalidInputException("cursor", "is of another inbox"));
            numbers.put(owner, Long.parseLong(part.group(2)));
        }
        return numbers;
    }

    private static InvalidInputException malformed() {
        return new InvalidInputException("cursor", "is none: take it from a page or from changes of this inbox");
    }

    static String place(Owner owner, Spot spot) {
        return markOf(owner) + "." + spot.at() + "." + spot.id();
    }

    static Spot readPlace(String place, List<Owner> owners) {
        Matcher parts = PLACE.matcher(place);
        if (!parts.matches()) {
            throw notOurs("is no place in an inbox: take it from the page before");
        }
        if (owners.stream().noneMatch(o -> markOf(o).equals(parts.group(1)))) {
            throw notOurs("is a place in another inbox");
        }
        try {
            return new Spot(Long.parseLong(parts.group(2)), UUID.fromString(parts.group(3)));
        } catch (IllegalArgumentException e) {
            throw notOurs("is no place in an inbox: take it from the page before");
        }
    }

    private static InvalidInputException notOurs(String what) {
        return new InvalidInputException("after", what);
    }
}
