/** The e-mail channel over SMTP, with calendar invites. */
@NullMarked
package dev.notify.email;

import org.jspecify.annotations.NullMarked;
