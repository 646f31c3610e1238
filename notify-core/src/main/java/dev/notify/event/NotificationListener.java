package dev.notify.event;

/**
 * Is told of every event on this node.
 *
 * <p>Called by one thread, one event after the other, after the commit. It should be quick: events wait for it, deliveries do not;
 * where 10,000 wait, the oldest are dropped and counted in a warning. What it throws is logged and changes nothing. An event is
 * not durable: after a crash it may not be told, or be told twice. What must happen has a handler with a name.
 */
@FunctionalInterface
public interface NotificationListener {

    /** Something happened. */
    void on(NotificationEvent event);
}
