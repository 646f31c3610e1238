package dev.notify.jdbc.internal.safety;

import dev.notify.jdbc.internal.dialect.Product;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a database says of its own durability.
 *
 * @param refusals why it must not be used at all
 * @param losses how it can lose what was acknowledged; a host may accept that
 * @param warnings what an operator should know
 * @param syncs whether a commit must be followed by a checkpoint to be durable
 */
public record SafetyCheck(List<String> refusals, List<String> losses, List<String> warnings, boolean syncs) {

    public SafetyCheck {
        refusals = List.copyOf(refusals);
        losses = List.copyOf(losses);
        warnings = List.copyOf(warnings);
    }

    /** Asks the database; the connection is one like those the store will use. */
    public static SafetyCheck of(Connection connection, Product product) throws SQLException {
        return switch (product) {
            case H2 -> H2Safety.check(connection);
            case POSTGRESQL -> PostgresSafety.check(connection);
            case MARIADB -> MariaDbSafety.check(connection);
        };
    }

    /** What stands in the way, if the host accepts losses or does not. */
    public List<String> findings(boolean lossy) {
        List<String> findings = new ArrayList<>(refusals);
        if (!lossy) {
            losses.forEach(loss -> findings.add(loss + ", or accept the loss with allowLossy()"));
        }
        return findings;
    }

    /** What to warn of, if the host accepts losses or does not. */
    public List<String> warnings(boolean lossy) {
        List<String> all = new ArrayList<>(warnings);
        if (lossy) {
            all.addAll(losses);
        }
        return all;
    }
}
