package dev.notify.email.internal.mime;

import dev.notify.channel.CalendarEntry;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that one mail says.
 *
 * @param token of letters and digits that nobody can foresee and no two mails share
 * @param headers further ones, in order
 */
public record Letter(
        String token,
        Mailbox from,
        String to,
        @Nullable String replyTo,
        String messageId,
        Instant date,
        String subject,
        String text,
        @Nullable String html,
        List<Header> headers,
        List<File> files,
        @Nullable CalendarEntry invite,
        String domain) {

    /** A name shown, and an address. */
    public record Mailbox(@Nullable String name, String address) {}

    /**
     * One header; its value without line breaks.
     *
     * @param isText whether it is for people, so that it may be encoded and folded; else it is ASCII and stands as it is
     */
    public record Header(String name, String value, boolean isText) {}

    /** A file; shown inside the HTML if it has a content id. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record File(
            String name, String mediaType, @Nullable String contentId, byte[] bytes) {}

    public Letter {
        Objects.requireNonNull(from, "from");
        headers = List.copyOf(headers);
        files = List.copyOf(files);
    }

    @Override
    public String toString() {
        return "Letter[" + messageId + "]";
    }
}
