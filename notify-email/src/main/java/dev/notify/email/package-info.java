/**
 * E-mail over SMTP: {@link dev.notify.email.EmailChannel}.
 *
 * <p>Mail is written by hand ({@code internal.mime}) and handed over on connections that are kept ({@code internal.smtp}), whose protocol is that
 * of Angus Mail. {@link dev.notify.email.Bounce} reads what comes back.
 */
@NullMarked
package dev.notify.email;

import org.jspecify.annotations.NullMarked;
