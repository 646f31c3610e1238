package dev.notify.request;

import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which deliveries to find, newest first, a page at a time.
 *
 * <p>Immutable; each call returns a new query. {@link #after} takes the last id of the page before (keyset paging: as fast on
 * the last page as on the first); {@link #offset} is there for small lists with page numbers.
 */
public final class DeliveryQuery {

    /** The most a page may hold. */
    public static final int MAX_LIMIT = 1_000;

    private final Draft is;

    private DeliveryQuery(Draft draft) {
        this.is = draft;
    }

    private static final class Draft {
        Optional<String> recipient = Optional.empty();
        Optional<String> type = Optional.empty();
        Optional<String> subject = Optional.empty();
        Optional<String> correlation = Optional.empty();
        Optional<ChannelName> channel = Optional.empty();
        Set<String> states = Set.of();
        Optional<Instant> from = Optional.empty();
        Optional<Instant> to = Optional.empty();
        Optional<DeliveryId> after = Optional.empty();
        int offset;
        int limit = 50;

        Draft copy() {
            Draft d = new Draft();
            d.recipient = recipient;
            d.type = type;
            d.subject = subject;
            d.correlation = correlation;
            d.channel = channel;
            d.states = states;
            d.from = from;
            d.to = to;
            d.after = after;
            d.offset = offset;
            d.limit = limit;
            return d;
        }
    }

    private DeliveryQuery edit(Consumer<Draft> change) {
        Draft d = is.copy();
        change.accept(d);
        return new DeliveryQuery(d);
    }

    /** Every delivery of the scope's tenant. */
    public static DeliveryQuery all() {
        return new DeliveryQuery(new Draft());
    }

    /** Those for this recipient. */
    public DeliveryQuery recipient(String id) {
        Names.checkText("recipient", id, 200);
        return edit(d -> d.recipient = Optional.of(id));
    }

    /** Those of this type. */
    public DeliveryQuery type(String name) {
        Names.check("type", name, NotificationType.MAX_NAME);
        return edit(d -> d.type = Optional.of(name));
    }

    /** Those about this subject. */
    public DeliveryQuery about(String subject) {
        Names.checkText("about", subject, Notification.MAX_SUBJECT);
        return edit(d -> d.subject = Optional.of(subject));
    }

    /** Those with this correlation id. */
    public DeliveryQuery correlation(String id) {
        Names.checkText("correlation", id, Notification.MAX_CORRELATION);
        return edit(d -> d.correlation = Optional.of(id));
    }

    /** Those on this channel. */
    public DeliveryQuery channel(ChannelName channel) {
        Objects.requireNonNull(channel, "channel");
        return edit(d -> d.channel = Optional.of(channel));
    }

    /** Those in one of these states, given as values of {@code DeliveryState}. */
    public DeliveryQuery in(Enum<?>... states) {
        Set<String> names =
                Set.copyOf(java.util.Arrays.stream(states).map(Enum::name).toList());
        return edit(d -> d.states = names);
    }

    /** Those accepted at this moment or later. */
    public DeliveryQuery from(Instant moment) {
        Objects.requireNonNull(moment, "moment");
        return edit(d -> d.from = Optional.of(moment));
    }

    /** Those accepted before this moment. */
    public DeliveryQuery to(Instant moment) {
        Objects.requireNonNull(moment, "moment");
        return edit(d -> d.to = Optional.of(moment));
    }

    /** Those that come after this one, the last of the page before. */
    public DeliveryQuery after(DeliveryId last) {
        Objects.requireNonNull(last, "last");
        return edit(d -> d.after = Optional.of(last));
    }

    /** Leaves out the first so many. Default: 0. */
    public DeliveryQuery offset(int offset) {
        if (offset < 0) {
            throw new InvalidInputException("offset", "is negative");
        }
        return edit(d -> d.offset = offset);
    }

    /** At most so many. Default: 50. */
    public DeliveryQuery limit(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidInputException("limit", "must be 1 to " + MAX_LIMIT);
        }
        return edit(d -> d.limit = limit);
    }

    public Optional<String> recipient() {
        return is.recipient;
    }

    public Optional<String> type() {
        return is.type;
    }

    public Optional<String> subject() {
        return is.subject;
    }

    public Optional<String> correlation() {
        return is.correlation;
    }

    public Optional<ChannelName> channel() {
        return is.channel;
    }

    public Set<String> states() {
        return is.states;
    }

    public Optional<Instant> from() {
        return is.from;
    }

    public Optional<Instant> to() {
        return is.to;
    }

    public Optional<DeliveryId> after() {
        return is.after;
    }

    public int offset() {
        return is.offset;
    }

    public int limit() {
        return is.limit;
    }
}
