package dev.notify.internal.setup;

import dev.notify.channel.Channel;
import dev.notify.escalation.Escalation;
import dev.notify.model.ChannelName;
import dev.notify.model.Priority;
import dev.notify.policy.DigestPolicy;
import dev.notify.request.NotificationType;
import dev.notify.template.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with one declared type. */
final class TypeCheck {

    /** The variables that the words of a digest find. */
    private static final Set<String> DIGESTED = Set.of("items", "count", "more");

    private final Setup setup;
    private final NotificationType type;
    private final List<String> findings = new ArrayList<>();

    TypeCheck(Setup setup, NotificationType type) {
        this.setup = setup;
        this.type = type;
    }

    List<String> findings() {
        if (type == NotificationType.AD_HOC || type == Escalation.TAKEN) {
            return List.of();
        }
        if (type.timeOfDay().isEmpty()) {
            add("says neither anyTime() nor daytime(): may it wake people at night?");
        }
        if (type.channels().isEmpty()) {
            add("goes by no channel: say sendBy(..)");
        }
        type.ifFailed()
                .filter(h -> !setup.seams().handlers().containsKey(h))
                .ifPresent(h -> add("names the handler '" + h + "', which is not registered: add it with handler(..)"));
        type.sendIf()
                .filter(c -> !setup.seams().conditions().containsKey(c))
                .ifPresent(c ->
                        add("names the condition '" + c + "', which is not registered: add it with condition(..)"));
        setup.words().missing(type).forEach(this::add);
        if (type.mandatory().isPresent() && setup.needsConsent(type)) {
            add("is mandatory and needs consent: it cannot be both");
        }
        if (type.priority() == Priority.CRITICAL && type.collapseWithin().isPresent()) {
            add("is CRITICAL and says collapseWithin(..): what is CRITICAL never collapses");
        }
        type.digest().ifPresent(this::checkDigest);
        checkCritical();
        return findings;
    }

    private void checkDigest(DigestPolicy digest) {
        if (type.priority() == Priority.CRITICAL) {
            add("is CRITICAL and says digest(..): what is CRITICAL is never collected");
        }
        if (type.collapseWithin().isPresent()) {
            add("says collapseWithin(..) and digest(..): it cannot be both");
        }
        if (type.route().patience().isPresent()) {
            add("says digest(..) and waits for a sign: nobody signs for what is told among others");
        }
        NotificationType said = setup.types().get(digest.saidBy());
        if (said == null || said.name().equals(type.name())) {
            add("is to be told by type '" + digest.saidBy() + "', which is "
                    + (said == null ? "not defined: add it with define(..)" : "itself: name another for its words"));
            return;
        }
        if (!DIGESTED.containsAll(said.required())) {
            add("is to be told by type " + said.name() + ", which requires more than " + DIGESTED);
        }
        for (ChannelName channel : type.channels()) {
            boolean details = said.showsDetailsOn(channel) && setup.words().hasWords(said, Layer.FULL);
            if (!channel.equals(ChannelName.IN_APP)
                    && !details
                    && !setup.words().hasWords(said, Layer.DISCREET, channel)) {
                add("is to be told by type " + said.name() + ", which has no words that may be shown on " + channel);
            }
        }
    }

    private void checkCritical() {
        if (type.priority() != Priority.CRITICAL
                || setup.identity().development()
                || !setup.lines().knowsChannels()) {
            return;
        }
        boolean real = type.channels().stream()
                .anyMatch(name -> setup.lines().isInbox(name)
                        || isReal(setup.lines().channels().get(name)));
        if (!real) {
            add("is CRITICAL and no real channel delivers it: add one, or say development()");
        }
    }

    private static boolean isReal(@Nullable Channel channel) {
        return channel != null && channel.real();
    }

    private void add(String problem) {
        findings.add("type " + type.name() + " " + problem);
    }
}
