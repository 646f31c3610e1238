/** The durable store: {@code JdbcStore} over H2 and PostgreSQL, and the schema it keeps. */
@NullMarked
package dev.notify.jdbc;

import org.jspecify.annotations.NullMarked;
