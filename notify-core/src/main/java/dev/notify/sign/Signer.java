package dev.notify.sign;

import dev.notify.model.ChannelName;
import dev.notify.model.Names;
import dev.notify.model.Recipient;
import java.util.Objects;
import java.util.Optional;

/**
 * Who gives a sign, and what is worth keeping of how.
 *
 * <p>Immutable; each call returns a new signer.
 *
 * @param id the recipient's id
 * @param channel where it was given
 * @param note what they said
 */
public record Signer(String id, Optional<ChannelName> channel, Optional<String> note) {

    /** The longest note. */
    public static final int MAX_NOTE = 500;

    /** @throws dev.notify.model.InvalidInputException naming {@code signer} or {@code note} */
    public Signer {
        Names.checkText("signer", id, Recipient.MAX_ID);
        Objects.requireNonNull(channel, "channel");
        note.ifPresent(text -> Names.checkText("note", text, MAX_NOTE));
    }

    /** This recipient. */
    public static Signer of(String recipientId) {
        return new Signer(recipientId, Optional.empty(), Optional.empty());
    }

    /** By this channel. */
    public Signer on(ChannelName where) {
        return new Signer(id, Optional.of(where), note);
    }

    /** With these words. */
    public Signer note(String text) {
        return new Signer(id, channel, Optional.of(text));
    }

    /** Without the note: that is the recipient's own affair. */
    @Override
    public String toString() {
        return "Signer[" + id + channel.map(c -> " by " + c).orElse("") + "]";
    }
}
