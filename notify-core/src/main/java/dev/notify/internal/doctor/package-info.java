/**
 * Looks a service over on request: its settings, its store, its channels, each for no longer than half a minute. The door is
 * {@link dev.notify.internal.doctor.Doctor}.
 */
@NullMarked
package dev.notify.internal.doctor;

import org.jspecify.annotations.NullMarked;
