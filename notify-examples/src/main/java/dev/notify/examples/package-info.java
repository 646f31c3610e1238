/** Small programs that show one feature each; {@link dev.notify.examples.QuickStart} is the first to run. */
@NullMarked
package dev.notify.examples;

import org.jspecify.annotations.NullMarked;
