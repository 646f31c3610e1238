package dev.notify.schedule;

/** What follows where a recipient's zone changes. */
public enum OnZoneChange {
    /** The times are those on the wall of the new zone, from the next one on. */
    FOLLOW,
    /** The times stay those of the zone the recipient lived in when this was asked for. */
    STAY
}
