package dev.notify.examples.bench.report;

/** What one notification cost a database server. */
public record Costs(double commits, double inserted, double updated, double deleted, double walBytes) {}
