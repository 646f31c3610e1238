/**
 * Mail as bytes, written by hand: building it with a general library costs more than sending it, and known bytes can be tested.
 *
 * <p>Start with {@link dev.notify.email.internal.mime.Mime}, which writes a {@link dev.notify.email.internal.mime.Letter}.
 */
@NullMarked
package dev.notify.email.internal.mime;

import org.jspecify.annotations.NullMarked;
