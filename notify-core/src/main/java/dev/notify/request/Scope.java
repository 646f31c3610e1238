package dev.notify.request;

import dev.notify.model.Actor;
import dev.notify.model.Tenant;
import java.sql.Connection;
import java.util.Objects;
import java.util.Optional;

/** On whose behalf, for which tenant and in whose transaction a call is made. */
public record Scope(Tenant tenant, Actor actor, Optional<Connection> connection) {

    /** The host itself, for the default tenant, in a transaction of Notify's own. */
    public static final Scope DEFAULT = new Scope(Tenant.DEFAULT, Actor.HOST, Optional.empty());

    public Scope {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(connection, "connection");
    }

    /** The same for another tenant. */
    public Scope forTenant(Tenant other) {
        return new Scope(other, actor, connection);
    }

    /** The same on another's behalf. */
    public Scope as(Actor other) {
        return new Scope(tenant, other, connection);
    }

    /** The same inside the transaction of this connection. */
    public Scope in(Connection transaction) {
        return new Scope(tenant, actor, Optional.of(transaction));
    }
}
