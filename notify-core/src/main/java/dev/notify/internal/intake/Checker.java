package dev.notify.internal.intake;

import dev.notify.internal.links.LinkMint;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Priority;
import dev.notify.model.Recipient;
import dev.notify.policy.Route;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.request.When;
import dev.notify.store.Rows;
import dev.notify.template.Layer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Refuses a request that is wrong as a whole, naming the field; what is wrong with a single value its own class has refused. */
final class Checker {

    private static final Duration PAST_ALLOWED = Duration.ofMinutes(5);
    private static final int MOST_RECIPIENTS = 100_000;
    private static final int MOST_GROUPS = 50;
    private static final Duration FARTHEST = Duration.ofDays(3_660);

    private final Setup setup;
    private final LinkMint mint;

    Checker(Setup setup) {
        this.setup = setup;
        this.mint = new LinkMint(setup);
    }

    NotificationType typeOf(Notification n) {
        NotificationType type = setup.types().get(n.type());
        if (type == null) {
            throw new InvalidInputException("type", "'" + n.type() + "' is not defined: add it with define(..)");
        }
        return type;
    }

    /** Checks all but the size; returns when it is due. */
    When.At check(Notification n, NotificationType type, Instant now) {
        checkRecipients(n);
        checkChannels(n, type);
        checkWords(n, type);
        n.sendIf().filter(c -> !setup.seams().conditions().containsKey(c)).ifPresent(c -> {
            throw new InvalidInputException(
                    "sendIf", "names the condition '" + c + "', which is not registered: add it with condition(..)");
        });
        if (n.enclosed().invite().isPresent() && n.subject().isEmpty()) {
            throw new InvalidInputException(
                    "invite", "needs about(..), by which later invites move or cancel the same entry");
        }
        if (n.priority().filter(p -> p == Priority.CRITICAL).isPresent()
                && !setup.identity().allowCritical()) {
            throw new InvalidInputException("priority", "is CRITICAL: say allowCritical() when you build the service");
        }
        When.At due = checkTime("when", n.when(), now);
        n.expiresAfter().filter(life -> life.compareTo(FARTHEST) > 0).ifPresent(life -> {
            throw new InvalidInputException("expiresAfter", "is longer than ten years");
        });
        boolean useless = n.expiresAfter()
                .filter(life -> !due.moment().plus(life).isAfter(now))
                .isPresent();
        if (useless) {
            throw new InvalidInputException("expiresAfter", "ends before now: it would never be sent");
        }
        checkUse(n, due.moment(), now);
        return due;
    }

    private static void checkUse(Notification n, Instant due, Instant now) {
        if (n.usefulUntil().isEmpty()) {
            return;
        }
        Instant end = n.usefulUntil().get();
        if (!end.isAfter(now) || !end.isAfter(due)) {
            throw new InvalidInputException("usefulUntil", "ends before it is due: it would never be sent");
        }
        if (end.isAfter(now.plus(FARTHEST.multipliedBy(2)))) {
            throw new InvalidInputException("usefulUntil", "is more than twenty years away");
        }
    }

    private void checkRecipients(Notification n) {
        if (n.recipients().isEmpty() && n.groups().isEmpty()) {
            throw new InvalidInputException("recipients", "is empty: say to(..), toAddress(..) or toGroup(..)");
        }
        if (n.recipients().size() > MOST_RECIPIENTS) {
            throw new InvalidInputException(
                    "recipients",
                    "has " + n.recipients().size() + ": at most " + MOST_RECIPIENTS
                            + " may be named in one notification; make them a group, or use sendAll(..)");
        }
        if (n.groups().size() > MOST_GROUPS) {
            throw new InvalidInputException(
                    "groups",
                    "has " + n.groups().size() + ": at most " + MOST_GROUPS + " may be named in one notification");
        }
        for (Recipient recipient : n.recipients()) {
            recipient.inline().ifPresent(this::checkContact);
            if (recipient instanceof Recipient.Bare bare
                    && setup.lines().isInbox(bare.address().channel())) {
                throw new InvalidInputException(
                        "recipients", "names an inbox by an address: an inbox is somebody's, so say to(id)");
            }
        }
    }

    private void checkContact(Contact contact) {
        for (Address address : contact.addresses()) {
            var channel = setup.lines().channels().get(address.channel());
            if (channel != null) {
                channel.refuses(address).ifPresent(problem -> {
                    throw new InvalidInputException("address", problem);
                });
            }
        }
    }

    private void checkChannels(Notification n, NotificationType type) {
        boolean bareOnly = n.groups().isEmpty() && n.recipients().stream().allMatch(r -> r instanceof Recipient.Bare);
        if (n.onlyBy().isEmpty() && type.channels().isEmpty() && !bareOnly) {
            throw new InvalidInputException("onlyBy", "names no channel, and neither does the type: say onlyBy(..)");
        }
    }

    private void checkWords(Notification n, NotificationType type) {
        for (String variable : type.required()) {
            if (!n.data().containsKey(variable)) {
                throw new InvalidInputException("data." + variable, "is missing: the type requires it");
            }
        }
        Map<String, Object> data = mint.dataWithSample(n.data(), type);
        setup.words().misfit(type, data, n.text().isPresent()).ifPresent(problem -> {
            throw new InvalidInputException("data", "does not fit the words of the type: " + problem);
        });
        boolean discreet = setup.words().hasWords(type, Layer.DISCREET);
        if (n.text().isEmpty() && !discreet && !setup.words().hasWords(type, Layer.FULL)) {
            throw new InvalidInputException("text", "is missing, and the type has no words: say saying(title, body)");
        }
        Route route = n.route(type);
        for (ChannelName channel : n.hasOwnRoute() ? route.channels() : List.<ChannelName>of()) {
            if (!type.showsDetailsOn(channel) && !setup.words().hasWords(type, Layer.DISCREET, channel)) {
                throw new InvalidInputException(
                        route.first().contains(channel) ? "onlyBy" : "fallBackTo",
                        "names " + channel
                                + ", for which the type has no words a stranger may read: give it discreet(..) or"
                                + " showDetailsOn(..)");
            }
        }
    }

    /** Refuses times that cannot be meant; returns the moment. */
    When.At checkTime(String field, When when, Instant now) {
        Instant due;
        try {
            due = Instant.ofEpochMilli(when.from(now).toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw new InvalidInputException(field, "is no time a clock can show");
        }
        if (due.isBefore(now.minus(PAST_ALLOWED))) {
            throw new InvalidInputException(field, "is in the past: " + due);
        }
        if (due.isAfter(now.plus(FARTHEST))) {
            throw new InvalidInputException(field, "is more than ten years away: " + due);
        }
        return new When.At(due);
    }

    void checkSize(Rows.Acceptance acceptance) {
        for (Rows.Content content : acceptance.contents()) {
            if (content.recipient().isEmpty()) {
                checkSize(content.text());
            }
        }
    }

    /** Refuses a payload, sealed as it would be stored, that is too large. */
    void checkSize(String content) {
        long bytes = content.getBytes(StandardCharsets.UTF_8).length;
        int most = setup.limits().payloadBytes();
        if (bytes > most) {
            throw new InvalidInputException(
                    "data",
                    "and words take " + bytes + " bytes: at most " + most
                            + " are allowed; send a link to what is large");
        }
    }
}
