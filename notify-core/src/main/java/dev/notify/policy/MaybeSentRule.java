package dev.notify.policy;

/** What to do when a channel cannot tell whether a message went out. */
public enum MaybeSentRule {
    /** Try again: somebody may get it twice, under the same message id. The default. */
    PREFER_DUPLICATE,
    /** Leave it: somebody may not get it. The delivery ends MAYBE_SENT. */
    PREFER_MISS
}
