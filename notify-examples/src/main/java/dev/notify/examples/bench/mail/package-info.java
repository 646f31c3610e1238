/**
 * How fast mail goes out, beside what plain Angus Mail does with the same words in the same minutes.
 *
 * <p>{@link dev.notify.examples.bench.mail.EmailBenchmark} is the program. A throw-away server in this process ({@code MailSink}) takes and
 * counts mail over STARTTLS; three {@code Way}s hand it over in turns.
 */
@NullMarked
package dev.notify.examples.bench.mail;

import org.jspecify.annotations.NullMarked;
