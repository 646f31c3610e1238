package dev.notify.security;

import java.util.UUID;

/**
 * Protects fields that are about people before they reach a store.
 *
 * <p>Every such field passes through here from the first schema on, so that encryption can be turned on without a change of tables.
 * {@link #plain()} leaves text as it is.
 */
public interface FieldSeal {

    /** Protects a text, bound to its row and field. */
    String seal(UUID row, String field, String text);

    /** Gives the text back. */
    String open(UUID row, String field, String sealed);

    /** A form that equal texts share, for looking up; at most 200 characters for a text of at most 200. */
    String lookup(String field, String text);

    /** Leaves text as it is. */
    static FieldSeal plain() {
        return new FieldSeal() {
            @Override
            public String seal(UUID row, String field, String text) {
                return text;
            }

            @Override
            public String open(UUID row, String field, String sealed) {
                return sealed;
            }

            @Override
            public String lookup(String field, String text) {
                return text;
            }
        };
    }
}
