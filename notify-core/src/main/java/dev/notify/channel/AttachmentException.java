package dev.notify.channel;

import dev.notify.model.NotifyException;

/** Says that an attachment cannot be had; the message names its source and place, and neither its name nor its reference. */
public final class AttachmentException extends NotifyException {

    private static final long serialVersionUID = 1L;

    private final boolean lasting;

    /**
     * @param problem what is wrong
     * @param lasting whether it will stay so
     */
    public AttachmentException(String problem, boolean lasting) {
        super(problem);
        this.lasting = lasting;
    }

    /** Whether it will stay so: then the delivery fails, else it is tried again. */
    public boolean lasting() {
        return lasting;
    }
}
