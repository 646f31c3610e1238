package dev.notify.internal.escalate;

import dev.notify.directory.Group;
import dev.notify.escalation.Asked;
import dev.notify.escalation.Escalation;
import dev.notify.escalation.NextPerson;
import dev.notify.escalation.OnCallSchedule;
import dev.notify.internal.base.Tasks;
import dev.notify.internal.escalation.EscalationCard;
import dev.notify.internal.people.People;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Recipient;
import dev.notify.model.Tenant;
import dev.notify.request.Notification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds out whom a rung asks, at the moment it does. */
final class Whom {

    private static final int MOST_ON_CALL = 1_000;

    private final Tools tools;

    Whom(Tools tools) {
        this.tools = tools;
    }

    /** A rota could not say. */
    static final class Unanswered extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String rota;
        private final Throwable thrown;

        Unanswered(String rota, Throwable thrown) {
            super(thrown);
            this.rota = rota;
            this.thrown = thrown;
        }

        String rota() {
            return rota;
        }

        String why() {
            return "the rota " + rota + " could not be asked: "
                    + thrown.getClass().getName();
        }

        Throwable thrown() {
            return thrown;
        }
    }

    /**
     * Whom a rung asks.
     *
     * @param who all of them, ids and keys of groups; those who cannot be reached by now among them
     * @param reachable whether any of them can be
     * @param why why others, or all, cannot
     */
    record Found(List<String> who, boolean reachable, String why) {

        static Found nobody(String why) {
            return new Found(List.of(), false, why);
        }
    }

    /**
     * Whom the next rung asks.
     *
     * @throws Unanswered if the rota fails
     */
    Found next(EscalationCard card, Tenant tenant) {
        int rung = card.mark().rung();
        Escalation escalation = card.escalation();
        Optional<NextPerson> own = escalation.rungs().get(rung).next();
        List<Asked> round = card.ofThisRound();
        if (own.isPresent() && own.get() instanceof NextPerson.OnCall onCall) {
            return onCall(onCall.rota(), tenant, escalation.channelsOf(rung), round);
        }
        List<String> who = own.isEmpty() && !round.isEmpty()
                ? round.get(round.size() - 1).who()
                : named(escalation.message(), own);
        return who.isEmpty()
                ? Found.nobody("there was nobody on call")
                : reachable(who, tenant, escalation.channelsOf(rung));
    }

    /** Whom a rung names, without asking anybody. */
    static List<String> named(Notification message, Optional<NextPerson> person) {
        if (person.isEmpty()) {
            List<String> who = new ArrayList<>();
            message.recipients().forEach(r -> who.add(r.key()));
            message.groups().forEach(g -> who.add(g.key()));
            return who;
        }
        return person.get() instanceof NextPerson.User user
                ? List.of(user.recipientId())
                : List.of(person.get().key());
    }

    private Found onCall(String rota, Tenant tenant, List<ChannelName> by, List<Asked> round) {
        List<String> before = round.stream()
                .flatMap(a -> a.who().stream())
                .filter(who -> !isGroup(who))
                .distinct()
                .toList();
        List<String> ids = ask(rota, tenant, before);
        if (ids.isEmpty()) {
            return Found.nobody("nobody is on call for " + rota);
        }
        Set<String> again =
                ids.stream().filter(id -> askedBy(round, id).containsAll(by)).collect(Collectors.toSet());
        if (again.containsAll(ids)) {
            return Found.nobody("the rota " + rota + " leads back to " + String.join(", ", ids) + ", who was asked");
        }
        return reachable(ids.stream().filter(id -> !again.contains(id)).toList(), tenant, by);
    }

    private static Set<ChannelName> askedBy(List<Asked> round, String id) {
        return round.stream()
                .filter(a -> a.who().contains(id)
                        && (a.notification().isPresent() || a.missed().isEmpty()))
                .flatMap(a -> a.by().stream())
                .collect(Collectors.toSet());
    }

    /**
     * Who is on call.
     *
     * @throws Unanswered if the schedule throws, or answers with what is no id
     */
    List<String> ask(String rota, Tenant tenant, List<String> before) {
        OnCallSchedule schedule = tools.setup().seams().ladders().rotas().get(rota);
        Instant now = Instant.ofEpochMilli(tools.now());
        try {
            if (schedule == null) {
                throw new IllegalStateException("not registered on this node");
            }
            List<String> told = schedule.onCall(new OnCallSchedule.Question(rota, tenant, now, before));
            if (told.size() > MOST_ON_CALL) {
                throw new IllegalStateException("more than " + MOST_ON_CALL + " are on call");
            }
            Set<String> ids = new LinkedHashSet<>();
            told.forEach(id -> ids.add(Recipient.id(id).key()));
            return List.copyOf(ids);
        } catch (Tasks.NeverReturns e) {
            throw e;
        } catch (Throwable e) {
            throw new Unanswered(rota, e);
        }
    }

    /** Which of these can be reached by one of these channels, as far as anybody can tell now. */
    Found reachable(List<String> who, Tenant tenant, List<ChannelName> by) {
        List<String> not = new ArrayList<>();
        for (String one : who) {
            if (!isGroup(one)) {
                whyNot(one, tenant, by).ifPresent(why -> not.add(one + ": " + why));
            }
        }
        return new Found(who, not.size() < who.size(), String.join("; ", not));
    }

    /** Why somebody cannot be reached; whoever cannot be looked up is asked all the same, and waits until the host can say. */
    private Optional<String> whyNot(String id, Tenant tenant, List<ChannelName> by) {
        try {
            Optional<Contact> contact =
                    tools.people().named(Recipient.id(id), tenant).contact();
            if (contact.isEmpty()) {
                boolean inbox = tools.setup().seams().contacts().isEmpty()
                        && by.stream().anyMatch(tools.setup().lines()::isInbox);
                return inbox ? Optional.empty() : Optional.of("nobody is known by that id");
            }
            if (contact.get().status() != Contact.Status.ACTIVE) {
                return Optional.of("the contact is " + contact.get().status());
            }
            boolean reached = by.stream()
                    .anyMatch(c -> tools.setup().lines().isInbox(c)
                            || contact.get().addressOn(c).isPresent());
            return reached ? Optional.empty() : Optional.of("the contact has no address on " + named(by));
        } catch (People.Unanswered e) {
            return Optional.empty();
        }
    }

    static String named(List<ChannelName> by) {
        return by.stream().map(ChannelName::value).collect(Collectors.joining(", "));
    }

    /** Whether this is the key of a group; an id of a person that looks like one is taken for that. */
    static boolean isGroup(String who) {
        return group(who).isPresent();
    }

    static Optional<Group> group(String who) {
        try {
            return Optional.of(Group.ofKey(who));
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
    }
}
