/**
 * Several accounts or gateways behind one channel.
 *
 * <p>Start with {@link dev.notify.provider.ProviderPool}: a channel made of {@link dev.notify.provider.Provider}s, each of which is
 * a channel of its own with a name, a breaker and limits. A channel that is given to the service alone is a pool of one.
 * {@link dev.notify.provider.ProviderState} says how each is doing.
 */
@NullMarked
package dev.notify.provider;

import org.jspecify.annotations.NullMarked;
