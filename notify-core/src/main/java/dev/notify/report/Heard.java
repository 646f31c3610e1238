package dev.notify.report;

/** One thing that a provider's call says: a {@link Report}, a {@link TrackedReport}, the {@link Word} of somebody, or that they {@link Taking take it on}. */
public sealed interface Heard permits Report, TrackedReport, Word, Taking {}
