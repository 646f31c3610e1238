/**
 * The words everything else is said in: ids, names, addresses, contacts and the root of all exceptions.
 *
 * <p>Start with {@link dev.notify.model.Contact} (where and how a person is reached) and
 * {@link dev.notify.model.Recipient} (whom a notification names). Everything here is an immutable value, safe to share
 * between threads. {@code toString} never shows an address in full.
 */
@NullMarked
package dev.notify.model;

import org.jspecify.annotations.NullMarked;
