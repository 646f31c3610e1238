package dev.notify.template;

import dev.notify.model.NotifyException;
import org.jspecify.annotations.Nullable;

/** Says that words could not be read or rendered, and where. */
public final class TemplateException extends NotifyException {

    private static final long serialVersionUID = 1L;

    /** Says what is wrong and where. */
    public TemplateException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
