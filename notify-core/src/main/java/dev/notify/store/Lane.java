package dev.notify.store;

import dev.notify.model.ChannelName;
import dev.notify.model.Priority;
import dev.notify.model.Tenant;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the parallel lines work waits in: what it needs (a channel, or a kind), its priority, and one of a few tenant buckets.
 *
 * <p>A claim is a pure range scan of one lane, so that critical work overtakes any backlog and one tenant's storm does not
 * starve another. The number packs two bits of priority, three of bucket and a hash of the name; the names of one service must
 * have different numbers, which {@code start()} checks.
 */
public record Lane(int number) {

    /** How many buckets tenants are spread over. */
    public static final int BUCKETS = 8;

    private static final int BUCKET_BITS = 3;

    private static final int HASH_BITS = 26;

    /** The lane of a delivery. */
    public static Lane of(ChannelName channel, Priority priority, Tenant tenant) {
        return of("channel:" + channel.value(), priority, bucketOf(tenant));
    }

    /** The lane of other work. */
    public static Lane of(WorkKind kind, Priority priority, Tenant tenant) {
        return of("kind:" + kind.name(), priority, bucketOf(tenant));
    }

    /** Every lane of a channel, most urgent first. */
    public static List<Lane> all(ChannelName channel) {
        return all("channel:" + channel.value());
    }

    /** Every lane of a kind of work, most urgent first. */
    public static List<Lane> all(WorkKind kind) {
        return all("kind:" + kind.name());
    }

    private static List<Lane> all(String name) {
        List<Lane> lanes = new ArrayList<>();
        for (Priority priority : Priority.MOST_URGENT_FIRST) {
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                lanes.add(of(name, priority, bucket));
            }
        }
        return lanes;
    }

    private static Lane of(String name, Priority priority, int bucket) {
        int hash = (name.hashCode() * 0x9E3779B1) >>> (32 - HASH_BITS);
        return new Lane(priority.code() << (HASH_BITS + BUCKET_BITS) | bucket << HASH_BITS | hash);
    }

    private static int bucketOf(Tenant tenant) {
        return (tenant.value().hashCode() * 0x9E3779B1) >>> (32 - BUCKET_BITS);
    }

    /** How urgent work in this lane is. */
    public Priority priority() {
        return Priority.ofCode(number >>> (HASH_BITS + BUCKET_BITS));
    }

    /** The same for all lanes of a channel or kind. */
    public int line() {
        return number & ((1 << HASH_BITS) - 1);
    }
}
