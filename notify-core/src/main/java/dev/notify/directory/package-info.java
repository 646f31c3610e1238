/**
 * Who people are and where they belong, kept by Notify for hosts that do not keep it themselves.
 *
 * <p>Start with {@link dev.notify.directory.Contacts}, the built-in address book, and {@link dev.notify.directory.Groups}: groups, roles
 * and topics, whose members are found when a notification is sent. A host that keeps its wards itself gives a
 * {@link dev.notify.directory.GroupSource}.
 */
@NullMarked
package dev.notify.directory;

import org.jspecify.annotations.NullMarked;
