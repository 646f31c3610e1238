/**
 * Contacts and memberships on cards: how they are written, and the live handles on them. The door is
 * {@link dev.notify.internal.directory.Directory}.
 */
@NullMarked
package dev.notify.internal.directory;

import org.jspecify.annotations.NullMarked;
