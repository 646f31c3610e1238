package dev.notify.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What came of trying a channel out without sending anything: whether it could send now, and what an operator should know and do.
 *
 * <p>Immutable; each call returns a new one. No text in it holds an address or a secret.
 *
 * @param problems what stands in the way, and what will or may
 * @param notes what is in order and good to know
 */
public record Checkup(Result result, List<String> problems, List<String> notes) {

    /** Whether it could send. */
    public enum Result {
        /** Now. */
        READY,
        /** Not now; time may change that. */
        NOT_NOW,
        /** Not before somebody changes something: secret, certificate, settings. */
        MISCONFIGURED
    }

    public Checkup {
        Objects.requireNonNull(result, "result");
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /** It could send now. */
    public static Checkup isReady(String note) {
        return new Checkup(Result.READY, List.of(), List.of(note));
    }

    /** It could not send now, for this reason. */
    public static Checkup notNow(String problem) {
        return new Checkup(Result.NOT_NOW, List.of(problem), List.of());
    }

    /** It can send nothing before somebody has changed something, and what. */
    public static Checkup misconfigured(String problem) {
        return new Checkup(Result.MISCONFIGURED, List.of(problem), List.of());
    }

    /** This is good to know too. */
    public Checkup note(String note) {
        return new Checkup(result, problems, with(notes, note));
    }

    /** This wants looking at too, though it stands in nobody's way now. */
    public Checkup warning(String problem) {
        return new Checkup(result, with(problems, problem), notes);
    }

    private static List<String> with(List<String> all, String more) {
        List<String> longer = new ArrayList<>(all);
        longer.add(more);
        return longer;
    }

    /** Whether it could send now. */
    public boolean ready() {
        return result == Result.READY;
    }

    /** All of it, problems first, a line each. */
    public String asText() {
        List<String> all = new ArrayList<>(problems);
        all.addAll(notes);
        return String.join(System.lineSeparator(), all);
    }
}
