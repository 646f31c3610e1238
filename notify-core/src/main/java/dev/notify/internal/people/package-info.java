/**
 * Who a recipient is in this moment: the contact and the preferences, asked of the host. The door is
 * {@link dev.notify.internal.people.People}.
 */
@NullMarked
package dev.notify.internal.people;

import org.jspecify.annotations.NullMarked;
