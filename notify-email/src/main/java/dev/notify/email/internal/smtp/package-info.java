/**
 * The line to one mail server: connections that are kept, limits on every wait, and what an answer means.
 *
 * <p>Start with {@link dev.notify.email.internal.smtp.Connections}.
 */
@NullMarked
package dev.notify.email.internal.smtp;

import org.jspecify.annotations.NullMarked;
