package dev.notify.internal.recur;

import dev.notify.internal.desk.Desk;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import dev.notify.model.NotificationId;
import dev.notify.request.Scope;
import dev.notify.schedule.Occurrence;
import dev.notify.schedule.Recurring;
import dev.notify.schedule.RecurringId;
import dev.notify.schedule.Repeat;
import dev.notify.schedule.Standing;
import dev.notify.store.CardPart;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Something that comes again, in one scope. */
final class Handle implements Recurring {

    private static final int MOST_TIMES = 1_000;
    private static final int LONGEST_WHY = 300;

    private final Recurrences all;
    private final Scope scope;
    private final UUID id;

    Handle(Recurrences all, Scope scope, UUID id) {
        this.all = all;
        this.scope = scope;
        this.id = id;
    }

    @Override
    public RecurringId id() {
        return new RecurringId(id);
    }

    private RepeatStore.Found found(CardPart cards) {
        return all.repeats().at(cards, scope.tenant(), id).orElseThrow(Beginnings::gone);
    }

    private RepeatCard card() {
        return found(all.desk().cards(scope)).card();
    }

    @Override
    public Standing standing() {
        RepeatCard card = card();
        RepeatCard.Progress p = card.progress();
        RepeatCard.Run run = p.run();
        UUID as = run == null ? null : run.notification();
        LocalDateTime next = coming(card);
        return new Standing(
                p.state(),
                card.repeat().what().type(),
                card.repeat().what().key(),
                card.repeat().what().subject(),
                card.schedule(),
                Times.wall(card.repeat(), p.zone()),
                next == null ? Optional.empty() : Optional.of(card.times().occurrence(next, card.lastAt())),
                run == null
                        ? Optional.empty()
                        : Optional.of(new Standing.Run(
                                run.time(),
                                Instant.ofEpochMilli(run.at()),
                                Optional.ofNullable(as).map(NotificationId::new))),
                p.count(),
                Optional.ofNullable(p.why()));
    }

    private static @Nullable LocalDateTime coming(RepeatCard card) {
        return card.progress().state() == Standing.State.ACTIVE
                ? card.progress().next()
                : null;
    }

    @Override
    public List<Occurrence> nextTimes(int count) {
        if (count < 1 || count > MOST_TIMES) {
            throw new InvalidInputException("count", "must be 1 to " + MOST_TIMES);
        }
        RepeatCard card = card();
        return card.times().list(coming(card), card.lastAt(), count);
    }

    /** What a change makes of it. */
    private record Edit<T>(RepeatCard.Progress progress, String action, String detail, T result) {}

    private <T> T change(T nothing, Function<RepeatCard, Optional<Edit<T>>> how) {
        long now = all.repeats().now();
        return all.desk().write(scope, cards -> {
            RepeatStore.Found found = found(cards);
            Optional<Edit<T>> edit = how.apply(found.card());
            if (edit.isEmpty()) {
                return new Desk.Change<>(Optional.empty(), nothing);
            }
            RepeatCard after = found.card().with(edit.get().progress());
            List<CardPart.Put> puts = new ArrayList<>();
            puts.add(all.repeats().put(found, after));
            if (after.progress().state() == Standing.State.ENDED) {
                puts.addAll(all.repeats().endingLeads(found));
            }
            long due = after.followsPeople() ? now : after.due(now); // they may have moved while nobody looked
            all.dueAt(due);
            CardPart.Step step = CardPart.Step.EMPTY
                    .puts(puts)
                    .dues(List.of(new CardPart.Due(id, now, due)))
                    .trail(List.of(all.repeats()
                            .trail(
                                    scope.tenant(),
                                    scope.actor().value(),
                                    edit.get().action(),
                                    id,
                                    edit.get().detail())));
            return new Desk.Change<>(Optional.of(step), edit.get().result());
        });
    }

    @Override
    public Optional<Occurrence> skipNext() {
        return change(Optional.<Occurrence>empty(), card -> {
            LocalDateTime next = coming(card);
            if (next == null) {
                return Optional.empty();
            }
            RepeatCard.Progress p = card.progress();
            Standing.Count count = new Standing.Count(
                    p.count().sent(), p.count().skipped() + 1, p.count().tooLate());
            LocalDateTime comes = card.times().after(next).orElse(null);
            RepeatCard.Progress past = p.past(next, comes, count);
            return Optional.of(new Edit<>(
                    comes == null ? past.state(Standing.State.ENDED, null, "the last one was skipped") : past,
                    "repeat.skipped",
                    next.toString(),
                    Optional.of(card.times().occurrence(next, card.lastAt()))));
        });
    }

    @Override
    public boolean pause() {
        return change(
                false,
                card -> card.progress().state() == Standing.State.ACTIVE
                        ? Optional.of(new Edit<>(
                                card.progress()
                                        .state(
                                                Standing.State.PAUSED,
                                                card.progress().next(),
                                                null),
                                "repeat.paused",
                                "",
                                true))
                        : Optional.empty());
    }

    @Override
    public boolean resume() {
        return change(false, card -> {
            if (card.progress().state() != Standing.State.PAUSED) {
                return Optional.empty();
            }
            Times times = card.times();
            LocalDateTime next = card.waitsForSigns()
                    ? card.progress().next()
                    : times.firstFrom(all.repeats().now(), card.progress().done())
                            .orElse(null);
            RepeatCard.Progress p = card.progress();
            return Optional.of(new Edit<>(
                    next == null && !card.waitsForSigns()
                            ? p.state(Standing.State.ENDED, null, "came to its end while it was paused")
                            : p.state(Standing.State.ACTIVE, next, null),
                    "repeat.resumed",
                    "",
                    true));
        });
    }

    @Override
    public boolean end(String why) {
        Names.checkText("why", why, LONGEST_WHY);
        return change(
                false,
                card -> card.progress().state() == Standing.State.ENDED
                        ? Optional.empty()
                        : Optional.of(new Edit<>(
                                card.progress().state(Standing.State.ENDED, null, why), "repeat.ended", why, true)));
    }

    @Override
    public Recurring recreate(Repeat instead) {
        Beginnings.Begun begun = all.beginnings().instead(id, instead, scope);
        all.dueAt(begun.due());
        return new Handle(all, scope, begun.id());
    }

    @Override
    public String toString() {
        return "Recurring[" + id + "]";
    }
}
