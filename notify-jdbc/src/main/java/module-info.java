/** The durable store over H2 and PostgreSQL. */
module dev.notify.jdbc {
    requires com.zaxxer.hikari;
    requires dev.notify;
    requires java.sql;
    requires static org.jspecify;
    requires org.jdbi.v3.core;
}
