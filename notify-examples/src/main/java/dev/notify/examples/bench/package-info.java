/**
 * How fast it is, beside what plain JDBC can do on the same database in the same minutes.
 *
 * <p>{@link dev.notify.examples.bench.Benchmark} is the program. For each database ({@code Ground}) it fills three copies ({@code
 * Seeding}) and runs {@code Rounds}, in which plain JDBC ({@code raw}) and a service ({@code Node}) take turns; {@code Once} measures
 * what noise hardly touches. What they find goes to {@code report}, which writes the tables and charts.
 */
@NullMarked
package dev.notify.examples.bench;

import org.jspecify.annotations.NullMarked;
