/**
 * Which deliveries are told in one message, and which of them carries it. The door is {@link dev.notify.internal.digest.Digests}.
 */
@NullMarked
package dev.notify.internal.digest;

import org.jspecify.annotations.NullMarked;
