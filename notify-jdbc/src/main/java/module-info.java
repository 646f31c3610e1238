/** The durable store over H2 and PostgreSQL. */
module dev.notify.jdbc {
    requires com.zaxxer.hikari;
    requires transitive dev.notify;
    requires transitive java.sql;
    requires static org.jspecify;
    requires org.jdbi.v3.core;

    exports dev.notify.jdbc;

    opens db.notify.h2;
    opens db.notify.postgresql;
}
