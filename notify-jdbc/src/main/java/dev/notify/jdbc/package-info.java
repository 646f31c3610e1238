/**
 * The durable store, over H2 and PostgreSQL.
 *
 * <p>Start with {@link dev.notify.jdbc.JdbcStore}: {@code JdbcStore.h2(path)} for one process and no database server,
 * {@code JdbcStore.of(dataSource)} for the host's own. {@link dev.notify.jdbc.SchemaMode} says who makes the tables;
 * {@link dev.notify.jdbc.JdbcSchema} gives the statements to those who would rather make them themselves.
 */
@NullMarked
package dev.notify.jdbc;

import org.jspecify.annotations.NullMarked;
