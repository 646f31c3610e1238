package dev.notify.escalation;

import dev.notify.model.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Says who is on call; registered by the name of its rota.
 *
 * <p>Asked by any node at the moment somebody is to be asked, never before. What it throws is retried for as long as the rung before has
 * to answer, and turns health DOWN meanwhile; then its rung is passed over. It may be called by several threads at once.
 */
@FunctionalInterface
public interface OnCallSchedule {

    /**
     * The ids of those on call at that moment, who are all asked; none if nobody is.
     *
     * @throws Exception if it cannot be told now
     */
    List<String> onCall(Question question) throws Exception;

    /**
     * What a schedule is asked.
     *
     * @param asked the ids of those who were asked in this round already: whom to name after them is the schedule's own affair
     */
    record Question(String rota, Tenant tenant, Instant at, List<String> asked) {
        public Question {
            Objects.requireNonNull(rota, "rota");
            Objects.requireNonNull(tenant, "tenant");
            Objects.requireNonNull(at, "at");
            asked = List.copyOf(asked);
        }
    }
}
