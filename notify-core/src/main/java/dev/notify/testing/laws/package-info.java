/**
 * The laws a store or a channel must keep, for whoever writes one.
 *
 * <p>{@link dev.notify.testing.laws.StoreLaws} and {@link dev.notify.testing.laws.ChannelLaws} give lists of
 * {@link dev.notify.testing.laws.Law}, free of any test framework. With JUnit they become tests in five lines:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> laws() {
 *     return StoreLaws.of(MyStore::fresh).stream().map(law -> dynamicTest(law.name(), law.check()::run));
 * }
 * }</pre>
 *
 * {@link dev.notify.testing.laws.HostTransactionLaws} come on top for a store over JDBC.
 * {@link dev.notify.testing.laws.SampleMessages} makes the messages a channel is tried with, {@link dev.notify.testing.laws.kit.SampleRows}
 * the rows a store is tried with.
 */
@NullMarked
package dev.notify.testing.laws;

import org.jspecify.annotations.NullMarked;
