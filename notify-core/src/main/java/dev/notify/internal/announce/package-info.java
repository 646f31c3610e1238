/**
 * What the service tells the outside: events after their commit, findings about its health. The door is
 * {@link dev.notify.internal.announce.Announcer}.
 */
@NullMarked
package dev.notify.internal.announce;

import org.jspecify.annotations.NullMarked;
