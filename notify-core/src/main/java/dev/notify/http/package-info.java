/**
 * The one way out over HTTP, for channels and whoever else has to ask a server something.
 *
 * <p>Start with {@link dev.notify.http.HttpSender}: it posts an {@link dev.notify.http.HttpCall} and gives an {@link dev.notify.http.HttpEnd}, never
 * an exception. {@link dev.notify.http.EndpointGuard} says where it may go, {@link dev.notify.http.HttpOutcomes} what an end means for a delivery.
 */
@NullMarked
package dev.notify.http;

import org.jspecify.annotations.NullMarked;
