/**
 * What providers and the people they reach say afterwards: that a message arrived, that somebody wants no more of them, that somebody who was called takes it on.
 *
 * <p>Start with {@link dev.notify.report.Reports}, which a host hands each {@link dev.notify.report.ProviderCall} to. A channel that understands its provider is a {@link
 * dev.notify.report.ReportReader}, and what it reads is one of the few things that can be {@link dev.notify.report.Heard}.
 */
@NullMarked
package dev.notify.report;

import org.jspecify.annotations.NullMarked;
