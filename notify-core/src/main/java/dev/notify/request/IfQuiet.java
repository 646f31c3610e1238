package dev.notify.request;

/**
 * What becomes of a delivery whose time falls into a recipient's quiet hours, or outside the delivery hours of a type that says
 * {@code daytime()}.
 */
public enum IfQuiet {
    /**
     * Held until it is quiet no more, if it is of use then. If not, it is sent before instead: in the last minute before its time that is
     * allowed, at most two days earlier; at once if that has passed. The default.
     */
    SEND_BEFORE,
    /** Held until it is quiet no more. If it is of no use then, it ends TOO_LATE and disturbs nobody. */
    SEND_AFTER,
    /** Sent at its time all the same: for times that the recipient or a prescription chose. */
    SEND_ANYWAY,
    /** Not sent: it ends SUPPRESSED. */
    DROP
}
