/**
 * How much of each quota is used: counted in the store, in blocks where many share one. The door is
 * {@link dev.notify.internal.quota.QuotaStore}.
 */
@NullMarked
package dev.notify.internal.quota;

import org.jspecify.annotations.NullMarked;
