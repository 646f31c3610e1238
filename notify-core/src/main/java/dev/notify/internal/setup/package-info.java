/**
 * What a service was built with, checked as a whole before it starts. The door is {@link dev.notify.internal.setup.Setup}.
 */
@NullMarked
package dev.notify.internal.setup;

import org.jspecify.annotations.NullMarked;
