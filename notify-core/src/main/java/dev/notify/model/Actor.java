package dev.notify.model;

/** Who asks: a person or a part of the host, written to the trail with everything they change. */
public record Actor(String value) {

    /** The host itself, where it names nobody. */
    public static final Actor HOST = new Actor("host");

    /** Notify itself: what followed from what was accepted, and nobody asked for. */
    public static final Actor NOTIFY = new Actor("notify");

    /** @throws InvalidInputException if it is blank, longer than 120 characters or has control characters */
    public Actor {
        Names.checkText("actor", value, 120);
    }

    /** An actor by the id the host knows them by. */
    public static Actor of(String value) {
        return new Actor(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
