package dev.notify.internal.announce;

import dev.notify.event.Health;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The findings that hold now, one for each place. */
final class HealthBoard {

    private static final Logger LOG = LoggerFactory.getLogger("dev.notify.health");

    private final Map<String, Health.Finding> findings = new ConcurrentHashMap<>();

    void raise(Health.Finding finding) {
        Health.Finding before = findings.put(finding.where(), finding);
        if (before == null || before.status() != finding.status()) {
            LOG.warn("{} where={} what=\"{}\"", finding.status(), finding.where(), finding.what());
        }
    }

    void clear(String where) {
        if (findings.remove(where) != null) {
            LOG.info("fine again where={}", where);
        }
    }

    /** Takes this very finding down; one that has replaced it stays. */
    @SuppressWarnings("ReferenceEquality") // an equal finding put up later is another one
    void clear(Health.Finding finding) {
        if (findings.get(finding.where()) == finding && findings.remove(finding.where(), finding)) {
            LOG.info("fine again where={}", finding.where());
        }
    }

    Health health() {
        List<Health.Finding> sorted = findings.values().stream()
                .sorted(Comparator.comparing(Health.Finding::status).reversed().thenComparing(Health.Finding::where))
                .toList();
        return Health.of(sorted);
    }
}
