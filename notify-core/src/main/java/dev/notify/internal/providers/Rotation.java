package dev.notify.internal.providers;

import dev.notify.provider.Order;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who is asked first. Not thread-safe: its gateway's. */
final class Rotation {

    private final Order order;
    private final Map<Account, Long> credit = new HashMap<>();

    Rotation(Order order) {
        this.order = order;
    }

    /** Those of the candidates that can take a delivery, by the pool's order. */
    List<Account> inTurn(List<Account> candidates) {
        List<Account> all = new ArrayList<>(candidates);
        switch (order) {
            case IN_ORDER -> {}
            case ROUND_ROBIN, WEIGHTED ->
                all.sort(Comparator.comparingLong(this::creditOf).reversed());
            case LEAST_BUSY -> all.sort(Comparator.comparingInt(Account::underWay));
        }
        return all;
    }

    /** By the recipient and the weights: the same for every node and every time. */
    static List<Account> forRecipient(List<Account> accounts, String recipient) {
        List<Account> all = new ArrayList<>(accounts);
        all.sort(Comparator.comparingDouble((Account a) -> score(a, recipient)).reversed());
        return all;
    }

    /** Each provider draws a number for the recipient, weighted; who has the highest is the recipient's. */
    private static double score(Account account, String recipient) {
        long mixed = mix(recipient.hashCode() * 0x9E3779B97F4A7C15L
                + account.provider().name().hashCode());
        double drawn = ((mixed >>> 11) + 0.5) / (1L << 53);
        return -account.provider().weight() / Math.log(drawn);
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** One of the candidates was taken: each gets credit by its weight, the one that was taken pays for all. */
    void taken(Account account, List<Account> candidates) {
        long sum = 0;
        for (Account candidate : candidates) {
            long weight = weightOf(candidate);
            sum += weight;
            credit.merge(candidate, weight, Long::sum);
        }
        credit.merge(account, -sum, Long::sum);
    }

    private long creditOf(Account account) {
        return credit.getOrDefault(account, 0L) + weightOf(account);
    }

    private long weightOf(Account account) {
        return order == Order.WEIGHTED ? account.provider().weight() : 1;
    }
}
