/** Durable notifications: the front door, the vocabulary, and the interfaces a host or another module may implement. */
module dev.notify {
    requires com.fasterxml.jackson.databind;
    requires com.github.benmanes.caffeine;
    requires com.samskivert.jmustache;
    requires dev.failsafe.core;
    requires java.net.http;
    requires java.sql;
    requires static org.jspecify;
    requires org.slf4j;
}
