package dev.notify.model;

import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Tells where a recipient is reached; the host's own patients, staff or users.
 *
 * <p>Asked by worker threads, concurrently, at most a few seconds before a delivery is sent, so that the address and status are
 * those of now. It may block. What it throws is tried again and burns no attempt. Empty means that nobody is known by that
 * id: the delivery ends SUPPRESSED with that reason.
 */
@FunctionalInterface
public interface ContactSource {

    /** The contact of a recipient. */
    Optional<Contact> contactOf(String recipientId);

    /** The contact of a recipient of a tenant. Default: recipients are known by their ids alone, whoever's they are. */
    default Optional<Contact> contactOf(String recipientId, Tenant tenant) {
        return contactOf(recipientId);
    }

    /** Asks with the tenant: for a host whose tenants use the same ids for different people. */
    static ContactSource byTenant(BiFunction<String, Tenant, Optional<Contact>> source) {
        Objects.requireNonNull(source, "source");
        return new ContactSource() {
            @Override
            public Optional<Contact> contactOf(String recipientId) {
                return contactOf(recipientId, Tenant.DEFAULT);
            }

            @Override
            public Optional<Contact> contactOf(String recipientId, Tenant tenant) {
                return source.apply(recipientId, tenant);
            }
        };
    }
}
