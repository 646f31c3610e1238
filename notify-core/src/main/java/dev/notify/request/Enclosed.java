package dev.notify.request;

import dev.notify.model.Address;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a notification takes along beside its words; channels that can carry it do, the others send the words alone.
 *
 * @param headers further headers, in the order given; each channel has a list of those it allows
 */
public record Enclosed(
        List<Attachment> attachments, Optional<Invite> invite, Optional<String> replyTo, Map<String, String> headers) {

    /** Nothing. */
    public static final Enclosed NOTHING = new Enclosed(List.of(), Optional.empty(), Optional.empty(), Map.of());

    private static final int MOST = 20;
    private static final int LONGEST_HEADER = 500;

    public Enclosed {
        attachments = List.copyOf(attachments);
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** Whether there is nothing. */
    public boolean isEmpty() {
        return equals(NOTHING);
    }

    Enclosed with(Attachment attachment) {
        if (attachments.size() == MOST) {
            throw new InvalidInputException("attachment", "is one more than the " + MOST + " that are allowed");
        }
        boolean taken = attachment.contentId().isPresent()
                && attachments.stream().anyMatch(a -> a.contentId().equals(attachment.contentId()));
        if (taken) {
            throw new InvalidInputException("attachment.shownAs", "is the id of another attachment");
        }
        List<Attachment> more = new ArrayList<>(attachments);
        more.add(attachment);
        return new Enclosed(more, invite, replyTo, headers);
    }

    Enclosed with(Invite entry) {
        return new Enclosed(attachments, Optional.of(entry), replyTo, headers);
    }

    Enclosed replyTo(String email) {
        try {
            return new Enclosed(
                    attachments, invite, Optional.of(Address.email(email).value()), headers);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(
                    "replyTo",
                    String.valueOf(e.getMessage()).substring(e.field().length() + 1));
        }
    }

    Enclosed header(String name, String value) {
        boolean token = !name.isEmpty() && name.length() <= 60;
        for (int i = 0; token && i < name.length(); i++) {
            char c = name.charAt(i);
            token = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' && i > 0;
        }
        if (!token) {
            throw new InvalidInputException("header", "is no name of a header: use up to 60 letters, digits and -");
        }
        Names.checkText("header." + name, value, LONGEST_HEADER);
        Map<String, String> more = new LinkedHashMap<>(headers);
        if (more.keySet().stream().anyMatch(n -> n.equalsIgnoreCase(name))) {
            throw new InvalidInputException("header." + name, "is given twice");
        }
        if (more.size() == MOST) {
            throw new InvalidInputException("header." + name, "is one more than the " + MOST + " that are allowed");
        }
        more.put(name, value);
        return new Enclosed(attachments, invite, replyTo, more);
    }

    @Override
    public String toString() {
        return "Enclosed[" + attachments.size() + " attachments]";
    }
}
