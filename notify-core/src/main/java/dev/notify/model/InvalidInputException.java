package dev.notify.model;

/**
 * Refuses a request because of one field; nothing was stored.
 *
 * <p>{@link #field()} names the field as the caller wrote it ({@code recipients}, {@code data.testName}), so that a form or an
 * API can show the message beside it.
 */
public final class InvalidInputException extends NotifyException {

    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * Refuses {@code field}.
     *
     * @param problem what is wrong and what to do, as the rest of a sentence that begins with the field's name
     */
    public InvalidInputException(String field, String problem) {
        super(field + " " + problem);
        this.field = field;
    }

    /** The field that was refused. */
    public String field() {
        return field;
    }
}
