/**
 * How fast it is, beside what plain JDBC can do on the same database in the same minutes.
 *
 * <p>{@link dev.notify.examples.bench.Benchmark} is the program. For each database ({@code Ground}) it runs short rounds, in which
 * plain JDBC ({@code Floor}) and a service ({@code Node}) take turns; {@code Figures} keeps what each round brought and writes the
 * table.
 */
@NullMarked
package dev.notify.examples.bench;

import org.jspecify.annotations.NullMarked;
