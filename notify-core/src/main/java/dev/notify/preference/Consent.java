package dev.notify.preference;

/** What somebody said of the use of an address. */
public enum Consent {
    /** It may be used. */
    GIVEN,
    /** It may not be used any more. */
    WITHDRAWN
}
