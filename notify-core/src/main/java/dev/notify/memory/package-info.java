/**
 * A store without a database, for tests and for services that may forget.
 *
 * <p>Start with {@link dev.notify.memory.MemoryStore}. It keeps the same laws as every other store, except that it does not
 * survive its process. Its tables are package-private; one lock guards them all, and whatever fails is undone by a journal.
 */
@NullMarked
package dev.notify.memory;

import org.jspecify.annotations.NullMarked;
