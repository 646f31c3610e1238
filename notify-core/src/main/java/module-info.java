/** Durable notifications: the front door, the vocabulary, and the interfaces a host or another module may implement. */
@SuppressWarnings("module") // the modules we export the toolbox to are compiled after this one
module dev.notify {
    requires com.fasterxml.jackson.databind;
    requires com.github.benmanes.caffeine;
    requires com.samskivert.jmustache;
    requires dev.failsafe.core;
    requires java.net.http;
    requires java.sql;
    requires static org.jspecify;
    requires org.slf4j;

    exports dev.notify.internal.base to
            dev.notify.email,
            dev.notify.jdbc;
}
