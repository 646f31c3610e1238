/**
 * Real database servers for tests and benchmarks, without Docker and without JUnit.
 *
 * <p>Start with {@link dev.notify.databases.Databases}: it gives a server or the reason why there is none. Everything
 * a server needs lies under {@code target} of notify-jdbc and ends with the process that started it.
 */
@NullMarked
package dev.notify.databases;

import org.jspecify.annotations.NullMarked;
