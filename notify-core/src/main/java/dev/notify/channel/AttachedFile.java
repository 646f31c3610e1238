package dev.notify.channel;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** One attachment of a message: what is known of it, and its bytes, which are fetched only when they are asked for. */
public final class AttachedFile {

    private final String name;
    private final String mediaType;
    private final @Nullable String contentId;
    private final long size;
    private final Callable<byte[]> bytes;

    private AttachedFile(String name, String mediaType, @Nullable String contentId, long size, Callable<byte[]> bytes) {
        this.name = Objects.requireNonNull(name, "name");
        this.mediaType = Objects.requireNonNull(mediaType, "mediaType");
        this.contentId = contentId;
        this.size = size;
        this.bytes = bytes;
    }

    /**
     * A file of that name and media type.
     *
     * @param contentId by which HTML shows it; null if it does not
     * @param bytes fetches the content, {@code size} bytes, at every call
     */
    public static AttachedFile of(
            String name, String mediaType, @Nullable String contentId, long size, Callable<byte[]> bytes) {
        return new AttachedFile(name, mediaType, contentId, size, bytes);
    }

    /** The file's name; no control characters, no path. */
    public String name() {
        return name;
    }

    /** What kind of file it is, without parameters. */
    public String mediaType() {
        return mediaType;
    }

    /** By which id HTML shows it. */
    public Optional<String> contentId() {
        return Optional.ofNullable(contentId);
    }

    /** How many bytes it has. */
    public long size() {
        return size;
    }

    /**
     * Fetches the content; it is what was there at {@code send}. A channel lets what this throws pass.
     *
     * @throws AttachmentException if it cannot be had, or is not what it was
     */
    public byte[] content() throws Exception {
        return bytes.call();
    }

    @Override
    public String toString() {
        return "AttachedFile[" + mediaType + ", " + size + " bytes]";
    }
}
