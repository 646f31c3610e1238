/**
 * What a benchmark found, and how it is shown.
 *
 * <p>A {@link dev.notify.examples.bench.report.Sheet} keeps what the rounds on one database brought, {@link
 * dev.notify.examples.bench.report.Goal} says what is to be reached, {@link dev.notify.examples.bench.report.Page} writes the tables
 * and {@link dev.notify.examples.bench.report.Charts} draws them.
 */
@NullMarked
package dev.notify.examples.bench.report;

import org.jspecify.annotations.NullMarked;
