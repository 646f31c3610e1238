package dev.notify.template;

/** Which words of a type: all that there is to say, or what a stranger may read. */
public enum Layer {
    /** Shown in the in-app inbox and where the type says {@code showDetailsOn}. */
    FULL,
    /** Shown everywhere else. */
    DISCREET
}
