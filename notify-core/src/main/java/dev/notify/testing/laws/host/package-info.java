/**
 * The laws of a store inside a transaction of the host's; every method of a class here whose name ends in {@code Laws} is one.
 *
 * <p>Not for use from outside: {@link dev.notify.testing.laws.host.HostParts} is the door, through which {@code HostTransactionLaws} asks
 * for them. Each is put on a {@link dev.notify.testing.laws.host.HostStage}.
 */
@NullMarked
package dev.notify.testing.laws.host;

import org.jspecify.annotations.NullMarked;
