package dev.notify.preference;

import dev.notify.model.ChannelName;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What one recipient wants, as it is stored: read and changed where it lies.
 *
 * <p>Every change is durable when the call returns (inside a host's transaction: with its commit), leaves a line in the trail and one in
 * the {@link #history}, and has what waits for this recipient decided again. Changes made at once by several callers, on any node, are
 * all kept. A change that changes nothing writes nothing. Deliveries that are sent more than five seconds later heed it.
 *
 * <p>Every method blocks for the store and throws {@link dev.notify.store.StoreException} if that cannot do it;
 * {@link dev.notify.store.StoreBusyException} if others were in the way again and again. What is wrong with a change is refused with an
 * {@link dev.notify.model.InvalidInputException} that names the field: {@code type}, {@code category} or {@code channel} for one that
 * this service does not know and that was not chosen before.
 */
public interface OwnPreferences {

    /** What is stored at this moment; {@link Preferences#none()} for somebody who has said nothing. */
    Preferences current();

    /**
     * Makes several changes as one.
     *
     * @param why kept in the history
     * @param change called with what is stored, again if somebody else was faster; it must do nothing else
     * @return what is stored now
     */
    Preferences change(String why, UnaryOperator<Preferences> change);

    /** Makes a change for which no reason is given. */
    Preferences change(UnaryOperator<Preferences> change);

    /**
     * Who changed what, when, and from what to what, newest first.
     *
     * @param after {@link PreferenceHistory#next()} of the page before; empty for the first page
     * @param limit from 1 to 500
     */
    PreferenceHistory history(Optional<String> after, int limit);

    /** The newest 50 changes. */
    default PreferenceHistory history() {
        return history(Optional.empty(), 50);
    }

    /** Puts these in the place of all that was said. */
    default Preferences replace(Preferences whole) {
        return change(before -> whole);
    }

    /** Takes over what another recipient wants, as a whole. */
    Preferences copyFrom(String otherRecipientId);

    /** Nothing but what is mandatory. */
    default Preferences turnOffEverything() {
        return change(Preferences::turnOffEverything);
    }

    /** Takes {@link #turnOffEverything()} back. */
    default Preferences turnOnEverything() {
        return change(Preferences::turnOnEverything);
    }

    /** Nothing by this channel but what is mandatory. */
    default Preferences turnOff(ChannelName channel) {
        return change(p -> p.turnOff(channel));
    }

    /** Takes that back. */
    default Preferences turnOn(ChannelName channel) {
        return change(p -> p.turnOn(channel));
    }

    /** Not this category. */
    default Preferences turnOff(String category) {
        return change(p -> p.turnOff(category));
    }

    /** This category. */
    default Preferences turnOn(String category) {
        return change(p -> p.turnOn(category));
    }

    /** Not this category by this channel. */
    default Preferences turnOff(String category, ChannelName channel) {
        return change(p -> p.turnOff(category, channel));
    }

    /** This category by this channel. */
    default Preferences turnOn(String category, ChannelName channel) {
        return change(p -> p.turnOn(category, channel));
    }

    /** Not this type. */
    default Preferences turnOffType(String type) {
        return change(p -> p.turnOffType(type));
    }

    /** This type. */
    default Preferences turnOnType(String type) {
        return change(p -> p.turnOnType(type));
    }

    /** Not this type by this channel. */
    default Preferences turnOffType(String type, ChannelName channel) {
        return change(p -> p.turnOffType(type, channel));
    }

    /** This type by this channel. */
    default Preferences turnOnType(String type, ChannelName channel) {
        return change(p -> p.turnOnType(type, channel));
    }

    /** Not to be disturbed then; {@link QuietHours#NONE} for never. */
    default Preferences quietHours(QuietHours hours) {
        return change(p -> p.quiet(hours));
    }

    /** Liked times of day on a channel; none for any time. */
    default Preferences preferredTime(ChannelName channel, PreferredTime... times) {
        return change(p -> times.length == 0 ? p.anyTime(channel) : p.prefer(channel, times));
    }

    /**
     * Holds everything but what is mandatory until then.
     *
     * @param until after now, and within ten years
     * @param why kept in the history
     */
    Preferences pauseAllUntil(Instant until, String why);

    /** Ends the pause. */
    default Preferences resume() {
        return change(Preferences::resume);
    }
}
