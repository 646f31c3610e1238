package dev.notify.internal.escalate;

import dev.notify.escalation.Acknowledgement;
import dev.notify.escalation.Escalation;
import dev.notify.escalation.EscalationId;
import dev.notify.escalation.EscalationPlan;
import dev.notify.escalation.EscalationStatus;
import dev.notify.escalation.Escalations;
import dev.notify.escalation.Weakness;
import dev.notify.internal.desk.Desk;
import dev.notify.internal.escalation.EscalationCard;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import dev.notify.model.NotificationId;
import dev.notify.request.Scope;
import dev.notify.sign.Signer;
import dev.notify.store.Rows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Escalations as they are seen in one scope. */
final class LiveEscalations implements Escalations {

    private static final int LONGEST_WHY = 300;
    private static final int MOST_SHOWN = 1_000;
    private static final int MOST_CHECKED = 100;

    private final Tools tools;
    private final Soundness soundness;
    private final Desk.EscalationBook book;
    private final Scope scope;

    LiveEscalations(Tools tools, Desk.EscalationBook book, Scope scope) {
        this.tools = tools;
        this.soundness = new Soundness(tools);
        this.book = book;
        this.scope = scope;
    }

    @Override
    public Optional<EscalationStatus> status(EscalationId id) {
        return only(Optional.of(id.value()));
    }

    @Override
    public Optional<EscalationStatus> byKey(String type, String key) {
        return only(book.byKey(type, key));
    }

    @Override
    public Optional<EscalationStatus> of(NotificationId notification) {
        return only(book.of(notification));
    }

    private Optional<EscalationStatus> only(Optional<UUID> id) {
        return id.flatMap(one -> book.status(List.of(one)).stream().findFirst());
    }

    @Override
    public List<EscalationStatus> open(Optional<EscalationId> after, int limit) {
        if (limit < 1 || limit > MOST_SHOWN) {
            throw new InvalidInputException("limit", "must be 1 to " + MOST_SHOWN);
        }
        return book.status(book.open(after.map(EscalationId::toString).orElse(null), limit));
    }

    @Override
    public EscalationPlan preview(Escalation escalation) {
        return soundness.plan(escalation, scope);
    }

    @Override
    public Acknowledgement acknowledge(EscalationId id, Signer signer) {
        return book.acknowledge(id, signer);
    }

    @Override
    public boolean resolve(EscalationId id, String note) {
        Names.checkText("note", note, LONGEST_WHY);
        return book.close(id, EscalationStatus.State.RESOLVED, note);
    }

    @Override
    public boolean cancel(EscalationId id, String why) {
        Names.checkText("why", why, LONGEST_WHY);
        return book.close(id, EscalationStatus.State.CANCELLED, why);
    }

    @Override
    public List<Weakness> check(Escalation escalation) {
        return soundness.weaknesses(escalation, scope);
    }

    @Override
    public List<Weakness> check() {
        List<Weakness> all = new ArrayList<>();
        tools.setup().seams().ladders().declared().forEach(e -> all.addAll(check(e)));
        for (Escalation open : open(book.open(null, MOST_CHECKED))) {
            all.addAll(check(open));
        }
        return all.stream().distinct().toList();
    }

    private List<Escalation> open(Collection<UUID> ids) {
        String tenant = scope.tenant().value();
        List<Rows.Card> rows = ids.isEmpty()
                ? List.of()
                : tools.store()
                        .cards()
                        .read(ids.stream()
                                .map(id -> EscalationCard.placeOf(tenant, id))
                                .toList());
        return rows.stream()
                .map(row ->
                        EscalationCard.read(tools.setup().seams().seal(), row).escalation())
                .toList();
    }
}
