/** What recipients let us know: that they have read something, or that they take it on. */
@NullMarked
package dev.notify.sign;

import org.jspecify.annotations.NullMarked;
