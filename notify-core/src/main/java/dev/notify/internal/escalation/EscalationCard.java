package dev.notify.internal.escalation;

import dev.notify.escalation.Asked;
import dev.notify.escalation.Escalation;
import dev.notify.escalation.EscalationId;
import dev.notify.escalation.EscalationStatus;
import dev.notify.escalation.EscalationStatus.Closing;
import dev.notify.escalation.EscalationStatus.State;
import dev.notify.internal.json.Digest;
import dev.notify.model.NotificationId;
import dev.notify.model.Priority;
import dev.notify.model.Tenant;
import dev.notify.security.FieldSeal;
import dev.notify.sign.Signature;
import dev.notify.store.CardPart;
import dev.notify.store.CardPart.Place;
import dev.notify.store.Lane;
import dev.notify.store.Rows;
import dev.notify.store.WorkKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an escalation stands: a card that bears its id, as does its piece of work.
 *
 * <p>Whoever begins a rung, takes the escalation on or ends it writes this card, and only over the version they have read. So of an answer
 * and the next rung one comes first, whoever else runs.
 *
 * @param by on whose behalf it was begun
 * @param asked who was asked, the newest last
 * @param taken who has it
 * @param before who had it in earlier laps
 */
public record EscalationCard(
        Escalation escalation,
        String by,
        long begunAt,
        State state,
        Mark mark,
        List<Asked> asked,
        Optional<Signature> taken,
        List<Signature> before,
        Optional<Closing> closing) {

    private static final String KIND = "escalation";
    private static final String OPEN = "escalation-open";
    private static final String KEY = "escalation-key";
    private static final String FIELD = "card.escalation";
    private static final String SENT_AS = "escalation:";
    private static final int UUID_LENGTH = 36;
    private static final int MOST_ASKED = 500;
    private static final int LONGEST_LOOKUP = 100;

    /**
     * Where it goes on.
     *
     * @param rung how many rungs of this round have had their turn
     * @param nextAt when it goes on
     * @param sending whether the newest rung was begun, and what it sends may not be stored yet
     * @param winding whether it has ended, and what follows from that is still to be done
     * @param toldAt when the handler for what nobody answers was called; null if it was not, in this lap
     * @param queued whether its work is in the queue
     * @param fence the last one of its work, where that is not in the queue
     */
    public record Mark(
            int round,
            int rung,
            long nextAt,
            boolean sending,
            boolean winding,
            @Nullable Long toldAt,
            boolean queued,
            long fence) {

        Mark sending(boolean now) {
            return new Mark(round, rung, nextAt, now, winding, toldAt, queued, fence);
        }

        Mark at(long next) {
            return new Mark(round, rung, next, sending, winding, toldAt, queued, fence);
        }

        Mark winding(boolean now) {
            return new Mark(round, rung, nextAt, sending, now, toldAt, queued, fence);
        }

        Mark queued(boolean is, long last) {
            return new Mark(round, rung, nextAt, sending, winding, toldAt, is, last);
        }
    }

    public EscalationCard {
        asked = List.copyOf(asked.subList(Math.max(0, asked.size() - MOST_ASKED), asked.size()));
        before = List.copyOf(before);
    }

    /** One that begins now. */
    public static EscalationCard begun(Escalation escalation, String by, long now) {
        return new EscalationCard(
                escalation,
                by,
                now,
                State.ASKING,
                new Mark(1, 0, now, false, false, null, true, 0),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    private EscalationCard with(State newState, Mark newMark, List<Asked> nowAsked) {
        return new EscalationCard(escalation, by, begunAt, newState, newMark, nowAsked, taken, before, closing);
    }

    private EscalationCard with(Mark newMark) {
        return with(state, newMark, asked);
    }

    /** In which lap it is, 1 for the first. */
    public int lap() {
        return before.size() + 1;
    }

    /** Whether every rung of this round has had its turn. */
    public boolean roundIsOver() {
        return mark.rung() >= escalation.rungs().size();
    }

    /** Whether there is another round. */
    public boolean mayRepeat() {
        return mark.round() <= escalation.repeats();
    }

    /** Those who were asked in this round. */
    public List<Asked> ofThisRound() {
        return ofThisLap().stream().filter(a -> a.round() == mark.round()).toList();
    }

    /** Those who were asked in this lap. */
    public List<Asked> ofThisLap() {
        return asked.stream().filter(a -> a.lap() == lap()).toList();
    }

    /** Whoever was asked last. */
    public Asked newest() {
        return asked.get(asked.size() - 1);
    }

    private EscalationCard newest(Asked instead, Mark newMark) {
        List<Asked> all = new ArrayList<>(asked.subList(0, asked.size() - 1));
        all.add(instead);
        return with(state, newMark, all);
    }

    private Asked next(List<String> who, long now, Optional<String> missed) {
        return new Asked(
                lap(),
                mark.round(),
                mark.rung() + 1,
                Instant.ofEpochMilli(now),
                who,
                escalation.channelsOf(mark.rung()),
                Optional.empty(),
                missed);
    }

    /** The next rung asks these. */
    public EscalationCard asks(List<String> who, long now) {
        int rung = mark.rung() + 1;
        long wait = (rung < escalation.rungs().size()
                        ? escalation.rungs().get(rung).after()
                        : escalation.lastHas())
                .toMillis();
        Mark then = new Mark(mark.round(), rung, now + wait, true, false, null, mark.queued(), mark.fence());
        return with(state, then, and(next(who, now, Optional.empty())));
    }

    /** The next rung is passed over. */
    public EscalationCard passesOver(List<String> who, String why, long now) {
        Mark then = new Mark(mark.round(), mark.rung() + 1, now, false, false, null, mark.queued(), mark.fence());
        return with(state, then, and(next(who, now, Optional.of(why))));
    }

    private List<Asked> and(Asked one) {
        List<Asked> all = new ArrayList<>(asked);
        all.add(one);
        return all;
    }

    /** What the newest rung sends is stored. */
    public EscalationCard sent(NotificationId as) {
        return newest(newest().sent(as), mark.sending(false));
    }

    /** The newest rung has reached nobody, and is not waited for; at the end of a round that is followed by another, its time is kept. */
    public EscalationCard reachesNobody(String why, long now) {
        long next = roundIsOver() && mayRepeat() ? mark.nextAt() : now;
        return newest(newest().missed(why), mark.sending(false).at(next));
    }

    /** The ladder is climbed once more. */
    public EscalationCard nextRound(long now) {
        return with(new Mark(mark.round() + 1, 0, now, false, false, null, mark.queued(), mark.fence()));
    }

    /** The ladder has ended without an answer. */
    public EscalationCard unanswered(long now) {
        return with(State.UNANSWERED, mark.at(now), asked);
    }

    /** The handler for that was called. */
    public EscalationCard told(long now) {
        return with(new Mark(mark.round(), mark.rung(), mark.nextAt(), false, false, now, mark.queued(), mark.fence()));
    }

    /** Whether somebody may take it on. */
    public boolean mayBeTaken() {
        return state == State.ASKING || state == State.UNANSWERED;
    }

    /** Somebody has taken it on. */
    public EscalationCard taken(Signature signature) {
        long resolve = escalation
                .resolveWithin()
                .map(w -> signature.at().toEpochMilli() + w.toMillis())
                .orElse(Long.MAX_VALUE);
        return new EscalationCard(
                escalation,
                by,
                begunAt,
                State.TAKEN,
                mark.winding(true).at(resolve),
                asked,
                Optional.of(signature),
                before,
                closing);
    }

    /** It is over. */
    public EscalationCard closed(State how, Closing as) {
        return new EscalationCard(
                escalation,
                by,
                begunAt,
                how,
                mark.winding(true).at(Long.MAX_VALUE),
                asked,
                taken,
                before,
                Optional.of(as));
    }

    /** What follows from its end is done. */
    public EscalationCard wound() {
        return with(mark.winding(false).sending(false));
    }

    /** It was taken on and not resolved in time: another lap. */
    public EscalationCard again(long now) {
        List<Signature> had = new ArrayList<>(before);
        taken.ifPresent(had::add);
        return new EscalationCard(
                escalation,
                by,
                begunAt,
                State.ASKING,
                new Mark(1, 0, now, false, false, null, mark.queued(), mark.fence()),
                asked,
                Optional.empty(),
                had,
                closing);
    }

    /** Its work leaves the queue, whose fence is this. */
    public EscalationCard leavesQueue(long fence) {
        return with(mark.queued(false, fence));
    }

    /** Its work is in the queue again. */
    public EscalationCard entersQueue() {
        return with(mark.queued(true, mark.fence()));
    }

    /** Whether something may still become of it by itself, or nobody has taken it on. */
    public boolean isOpen() {
        return !state.isOver()
                && (state != State.TAKEN || escalation.resolveWithin().isPresent());
    }

    /** As callers see it. */
    public EscalationStatus shown(UUID id) {
        boolean waits = state == State.ASKING
                || (state == State.UNANSWERED && mark.toldAt() == null)
                || (state == State.TAKEN && mark.nextAt() < Long.MAX_VALUE);
        return new EscalationStatus(
                new EscalationId(id),
                escalation.message().type(),
                state,
                escalation.message().key(),
                escalation.message().subject(),
                by,
                Instant.ofEpochMilli(begunAt),
                asked,
                taken,
                before,
                closing,
                waits ? Optional.of(Instant.ofEpochMilli(mark.nextAt())) : Optional.empty(),
                Optional.ofNullable(mark.toldAt()).map(Instant::ofEpochMilli));
    }

    /** Under which key a rung's notification is sent, so that a rung that is done again is a replay. */
    public static String keyOf(UUID id, Asked rung) {
        return SENT_AS + id + ":" + rung.lap() + "." + rung.round() + "." + rung.rung();
    }

    /** Under which key the others are told who has it. */
    public String keyOfNews(UUID id, String ways) {
        return SENT_AS + "told:" + id + ":" + lap() + ":" + Digest.name(ways, "");
    }

    /** The escalation that has sent what was sent under this key; empty for one that none has. */
    public static Optional<UUID> idIn(String key) {
        int end = SENT_AS.length() + UUID_LENGTH;
        if (!key.startsWith(SENT_AS) || key.length() <= end || key.charAt(end) != ':') {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(key.substring(SENT_AS.length(), end)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Its work, which waits until then. */
    public Rows.Work work(UUID id, Tenant tenant, Priority priority, long availableAt) {
        Lane lane = Lane.of(WorkKind.ESCALATE, priority, tenant);
        return new Rows.Work(id, WorkKind.ESCALATE, lane.number(), availableAt, mark.fence(), null, 0, 0);
    }

    /** Where an escalation lies. */
    public static Place placeOf(String tenant, UUID id) {
        return new Place(tenant, KIND, id.toString(), "");
    }

    /** Whether a card is one of these. */
    public static boolean isOne(Rows.Card card) {
        return card.place().kind().equals(KIND);
    }

    /** What a card says. */
    public static EscalationCard read(FieldSeal seal, Rows.Card card) {
        return EscalationJson.read(seal.open(card.id(), FIELD, card.body()));
    }

    /** This on the card of that id, over that version; 0 for a new one. */
    public CardPart.Put put(FieldSeal seal, String tenant, UUID id, long version, long now) {
        String body = seal.seal(id, FIELD, EscalationJson.write(this));
        return new CardPart.Put(placeOf(tenant, id), id, version, now, null, body);
    }

    /** The card that says that it is open, under an id of its own; removed where it is not. */
    public CardPart.Put marker(String tenant, UUID id, UUID own, long now) {
        Place place = new Place(tenant, OPEN, id.toString(), "");
        return new CardPart.Put(place, own, null, now, null, isOpen() ? "{}" : null);
    }

    /** The ids of those that are open, oldest first. */
    public static List<UUID> open(CardPart cards, String tenant, @Nullable String after, int limit) {
        return cards.named(tenant, OPEN, "", after, limit).stream()
                .map(card -> UUID.fromString(card.place().owner()))
                .toList();
    }

    /** Where lies which escalation has a key. */
    public static Place keyAt(FieldSeal seal, String tenant, String type, String key) {
        String shortKey = key.length() <= LONGEST_LOOKUP ? key : "#" + Digest.name(key, "");
        return new Place(tenant, KEY, type, seal.lookup("key", shortKey));
    }

    /** That a key is this escalation's, until then. */
    public static CardPart.Put key(FieldSeal seal, Place at, UUID own, long version, UUID id, long now, long until) {
        return new CardPart.Put(at, own, version, now, until, seal.seal(own, FIELD, id.toString()));
    }

    /** The escalation whose key it is. */
    public static UUID keyHolder(FieldSeal seal, Rows.Card key) {
        return UUID.fromString(seal.open(key.id(), FIELD, key.body()));
    }
}
