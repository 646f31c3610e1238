/**
 * The crash proof: real processes, really killed, judged by a ledger that lies outside them.
 *
 * <p>A {@link dev.notify.jdbc.crash.Node} is a program of its own that sends and delivers, and writes down what it does. A test
 * starts it as a {@link dev.notify.jdbc.crash.ChildNode}, kills or stops it, and hands the ledgers of all its lives and what is
 * {@link dev.notify.jdbc.crash.Stored} to the {@link dev.notify.jdbc.crash.Checker}.
 */
@NullMarked
package dev.notify.jdbc.crash;

import org.jspecify.annotations.NullMarked;
