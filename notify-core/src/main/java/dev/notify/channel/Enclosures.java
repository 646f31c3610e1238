package dev.notify.channel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a message takes along beside its words. A channel carries what it can and leaves the rest.
 *
 * @param replyTo the e-mail address answers go to
 * @param headers further headers, in the order given; a channel allows those it lists
 */
public record Enclosures(
        List<AttachedFile> files,
        Optional<CalendarEntry> invite,
        Optional<String> replyTo,
        Map<String, String> headers) {

    /** Nothing. */
    public static final Enclosures NOTHING = new Enclosures(List.of(), Optional.empty(), Optional.empty(), Map.of());

    public Enclosures {
        files = List.copyOf(files);
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** How many bytes the files have together. */
    public long size() {
        return files.stream().mapToLong(AttachedFile::size).sum();
    }

    @Override
    public String toString() {
        return "Enclosures[" + files.size() + " files]";
    }
}
