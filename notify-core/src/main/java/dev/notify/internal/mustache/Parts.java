package dev.notify.internal.mustache;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts a text together out of its parts, and remembers where each piece came from. */
final class Parts {

    private static final int LARGEST = 512 * 1024;

    private final Function<String, Optional<Text.Named>> find;
    private final StringBuilder whole = new StringBuilder();
    private final List<Piece> pieces = new ArrayList<>();
    private final Deque<String> path = new ArrayDeque<>();

    /** A stretch of one file: begins here in the whole, and there in the file. */
    private record Piece(int start, Text.Named file, int offset) {}

    private Parts(Function<String, Optional<Text.Named>> find) {
        this.find = find;
    }

    static Text.Whole of(Text.Named main, Function<String, Optional<Text.Named>> find) {
        Parts parts = new Parts(find);
        parts.add(main);
        List<Piece> pieces = List.copyOf(parts.pieces);
        return new Text.Whole(parts.whole.toString(), offset -> place(pieces, offset));
    }

    private void add(Text.Named file) {
        path.addLast(file.name());
        Text.Places places = file.places();
        int at = 0;
        for (Tag tag : Scan.of(file.text(), places)) {
            if (tag.kind() == Tag.Kind.PARTIAL) {
                append(file, at, tag.start());
                addPart(file, tag, places);
                at = tag.end();
            }
        }
        append(file, at, file.text().length());
        path.removeLast();
    }

    private void addPart(Text.Named from, Tag tag, Text.Places places) {
        Text.Named part = find.apply(tag.name())
                .orElseThrow(() -> new Text.Broken(
                        "there is no part '" + tag.name() + "' for " + from.name(), places.of(tag.start())));
        if (path.contains(part.name())) {
            String circle = Stream.concat(path.stream(), Stream.of(part.name())).collect(Collectors.joining(" -> "));
            throw new Text.Broken("a text that holds itself would never end: " + circle, places.of(tag.start()));
        }
        add(part);
    }

    private void append(Text.Named file, int from, int to) {
        if (to > from) {
            pieces.add(new Piece(whole.length(), file, from));
            whole.append(file.text(), from, to);
        }
        if (whole.length() > LARGEST) {
            throw new Text.Broken("with its parts it is longer than " + LARGEST + " characters", file.name());
        }
    }

    private static String place(List<Piece> pieces, int offset) {
        Piece last = pieces.isEmpty() ? null : pieces.get(0);
        for (Piece piece : pieces) {
            if (piece.start() <= offset) {
                last = piece;
            }
        }
        return last == null ? "line 1" : last.file().places().of(last.offset() + offset - last.start());
    }
}
