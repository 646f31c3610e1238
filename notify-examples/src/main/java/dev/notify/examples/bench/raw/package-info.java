/**
 * What plain JDBC does on the same databases: the floor under every figure.
 *
 * <p>{@link dev.notify.examples.bench.raw.Floor} writes as little as can be, {@code QueueFloor} what a queue table written by hand cannot
 * do without; {@link dev.notify.examples.bench.raw.Flavor} is what differs between databases, {@link dev.notify.examples.bench.raw.Load}
 * the threads.
 */
@NullMarked
package dev.notify.examples.bench.raw;

import org.jspecify.annotations.NullMarked;
