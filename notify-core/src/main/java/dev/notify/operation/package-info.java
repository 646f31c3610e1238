/**
 * What operators see and do.
 *
 * <p>Start with {@link dev.notify.operation.DeadLetters}: what did not go out, why, and what is to become of it.
 */
@NullMarked
package dev.notify.operation;

import org.jspecify.annotations.NullMarked;
