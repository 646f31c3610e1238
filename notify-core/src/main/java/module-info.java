/** Durable notifications: the front door, the vocabulary, and the interfaces a host or another module may implement. */
module dev.notify {
    requires com.cronutils;
    requires com.fasterxml.jackson.core;
    requires com.github.benmanes.caffeine;
    requires com.samskivert.jmustache;
    requires dev.failsafe.core;
    requires static ical4j.core;
    requires java.net.http;
    requires transitive java.sql;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports dev.notify;
    exports dev.notify.channel;
    exports dev.notify.delivery;
    exports dev.notify.directory;
    exports dev.notify.escalation;
    exports dev.notify.event;
    exports dev.notify.explain;
    exports dev.notify.http;
    exports dev.notify.inbox;
    exports dev.notify.memory;
    exports dev.notify.model;
    exports dev.notify.operation;
    exports dev.notify.policy;
    exports dev.notify.preference;
    exports dev.notify.provider;
    exports dev.notify.reminder;
    exports dev.notify.report;
    exports dev.notify.request;
    exports dev.notify.schedule;
    exports dev.notify.security;
    exports dev.notify.sign;
    exports dev.notify.sms;
    exports dev.notify.store;
    exports dev.notify.template;
    exports dev.notify.webhook;
    exports dev.notify.testing;
    exports dev.notify.testing.laws;
    exports dev.notify.testing.laws.kit;
}
