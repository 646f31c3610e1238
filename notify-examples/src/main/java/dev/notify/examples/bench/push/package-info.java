/** Pushes beside those of a library: start with {@link dev.notify.examples.bench.push.PushBenchmark}. */
@NullMarked
package dev.notify.examples.bench.push;

import org.jspecify.annotations.NullMarked;
