/**
 * Rules a host declares once: how long to retry, how fast to accept, what a clock on the wall means.
 *
 * <p>Start with {@link dev.notify.policy.RetryPolicy}. All are immutable records whose factories name what they mean.
 */
@NullMarked
package dev.notify.policy;

import org.jspecify.annotations.NullMarked;
