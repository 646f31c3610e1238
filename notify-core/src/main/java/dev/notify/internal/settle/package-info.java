/**
 * Records what was done, in groups, fenced: the only place but the intake where a delivery changes state. The door is
 * {@link dev.notify.internal.settle.Settler}.
 */
@NullMarked
package dev.notify.internal.settle;

import org.jspecify.annotations.NullMarked;
