/**
 * Work that is no delivery: named handlers, the store's clock, a store that is down at start. The door is
 * {@link dev.notify.internal.upkeep.Upkeep}.
 */
@NullMarked
package dev.notify.internal.upkeep;

import org.jspecify.annotations.NullMarked;
