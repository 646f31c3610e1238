/**
 * What people want: which notifications, by which channels, at which hours. All values are immutable.
 *
 * <p>Start with {@link dev.notify.preference.Preferences}, which a host's {@link dev.notify.preference.PreferenceSource} answers for
 * each recipient. {@link dev.notify.preference.QuietHours} are a person's, {@link dev.notify.preference.DeliveryHours} the
 * service's, and a {@link dev.notify.preference.Category} says what counts while somebody has said nothing.
 */
@NullMarked
package dev.notify.preference;

import org.jspecify.annotations.NullMarked;
