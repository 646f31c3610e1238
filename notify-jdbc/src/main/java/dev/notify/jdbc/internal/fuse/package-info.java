/**
 * A file of H2's that fails while it is open.
 *
 * <p>Start with {@link dev.notify.jdbc.internal.fuse.Fuse}: connections to the file, cut off together when a write fails, and the file
 * opened anew for whoever asks next.
 */
@NullMarked
package dev.notify.jdbc.internal.fuse;

import org.jspecify.annotations.NullMarked;
