/**
 * Takes requests in: checks them whole, plans their deliveries, and stores them in groups or in the host's transaction.
 * The door is {@link dev.notify.internal.intake.Intake}.
 */
@NullMarked
package dev.notify.internal.intake;

import org.jspecify.annotations.NullMarked;
