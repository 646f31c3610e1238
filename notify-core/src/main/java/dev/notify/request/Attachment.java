package dev.notify.request;

import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file sent along: small ones with their bytes, all others as a reference to a named {@code AttachmentSource}, which is read twice, at
 * {@code send} to pin what it holds and again when it goes out.
 *
 * <p>Immutable. {@code toString} shows neither name nor reference.
 */
public final class Attachment {

    /** The longest file name. */
    public static final int MAX_NAME = 120;
    /** The longest reference. */
    public static final int MAX_REF = 500;
    /** The most bytes that may travel with the request itself. */
    public static final int MAX_BYTES = 64 * 1024;
    /** The most bytes a source may hold for one attachment. */
    public static final int MAX_SIZE = 20 * 1024 * 1024;

    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,80}");
    private static final Pattern CONTENT_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,60}");
    private static final String ANY = "application/octet-stream";
    private static final Map<String, String> BY_ENDING = Map.ofEntries(
            Map.entry("pdf", "application/pdf"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("txt", "text/plain"),
            Map.entry("csv", "text/csv"),
            Map.entry("html", "text/html"),
            Map.entry("xml", "application/xml"),
            Map.entry("json", "application/json"),
            Map.entry("zip", "application/zip"),
            Map.entry("ics", "text/calendar"),
            Map.entry("dcm", "application/dicom"));

    private final String name;
    private final String mediaType;
    private final @Nullable String contentId;
    private final @Nullable String source;
    private final String ref;
    private final byte[] bytes;

    private Attachment(
            String name,
            String mediaType,
            @Nullable String contentId,
            @Nullable String source,
            String ref,
            byte[] bytes) {
        this.name = name;
        this.mediaType = mediaType;
        this.contentId = contentId;
        this.source = source;
        this.ref = ref;
        this.bytes = bytes;
    }

    /**
     * A small file that is stored with the request.
     *
     * @throws InvalidInputException naming {@code attachment} if it is larger than {@link #MAX_BYTES}
     */
    public static Attachment of(String name, byte[] content) {
        checkName(name);
        if (content.length > MAX_BYTES) {
            throw new InvalidInputException(
                    "attachment",
                    "has " + content.length + " bytes: more than " + MAX_BYTES
                            + " are taken from an AttachmentSource, by Attachment.from(source, ref)");
        }
        return new Attachment(name, typeOf(name), null, null, "", content.clone());
    }

    /** What the source of this name has under this reference; it is called what stands behind the last slash. */
    public static Attachment from(String source, String ref) {
        Names.check("attachment.source", source, 60);
        Names.checkText("attachment.ref", ref, MAX_REF);
        String name = ref.substring(ref.lastIndexOf('/') + 1);
        String fitting = name.isBlank() || name.length() > MAX_NAME ? "attachment" : name;
        return new Attachment(checkName(fitting), typeOf(fitting), null, source, ref, new byte[0]);
    }

    /** Is called this by those who receive it; what it is follows from the name's ending until {@link #type} says so. */
    public Attachment named(String fileName) {
        checkName(fileName);
        boolean guessed = mediaType.equals(typeOf(name));
        return new Attachment(fileName, guessed ? typeOf(fileName) : mediaType, contentId, source, ref, bytes);
    }

    /** Is of this media type, such as {@code application/pdf}; without parameters. */
    public Attachment type(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        if (!MEDIA_TYPE.matcher(lower).matches() || lower.startsWith("multipart/") || lower.startsWith("message/")) {
            throw new InvalidInputException(
                    "attachment.type", "is no media type of a file: write one such as application/pdf");
        }
        return new Attachment(name, lower, contentId, source, ref, bytes);
    }

    /** Is shown inside the HTML words, where these say {@code src="cid:ID"}. */
    public Attachment shownAs(String id) {
        if (!CONTENT_ID.matcher(id).matches()) {
            throw new InvalidInputException(
                    "attachment.shownAs", "is no content id: use up to 61 letters, digits and . _ -");
        }
        return new Attachment(name, mediaType, id, source, ref, bytes);
    }

    private static String checkName(String name) {
        Names.checkText("attachment.name", name, MAX_NAME);
        boolean bad = name.codePoints()
                .anyMatch(c -> "/\\:*?\"<>|".indexOf(c) >= 0 || Character.getType(c) == Character.FORMAT);
        if (bad || name.startsWith(".") || name.endsWith(".")) {
            throw new InvalidInputException(
                    "attachment.name",
                    "is no file name: leave out / \\ : * ? \" < > |, invisible characters and dots at its ends");
        }
        return name;
    }

    private static String typeOf(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_ENDING.getOrDefault(ending, ANY);
    }

    /** The file's name. */
    public String name() {
        return name;
    }

    /** What kind of file it is. */
    public String mediaType() {
        return mediaType;
    }

    /** By which id HTML shows it. */
    public Optional<String> contentId() {
        return Optional.ofNullable(contentId);
    }

    /** The name of the source that has it; empty if the bytes are here. */
    public Optional<String> source() {
        return Optional.ofNullable(source);
    }

    /** By what the source knows it; empty if the bytes are here. */
    public String ref() {
        return ref;
    }

    /** The bytes; none if a source has them. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The same attachment: its name, kind and origin. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Attachment a
                && name.equals(a.name)
                && mediaType.equals(a.mediaType)
                && Objects.equals(contentId, a.contentId)
                && Objects.equals(source, a.source)
                && ref.equals(a.ref)
                && java.util.Arrays.equals(bytes, a.bytes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, mediaType, contentId, source, ref, java.util.Arrays.hashCode(bytes));
    }

    @Override
    public String toString() {
        return "Attachment[" + mediaType + "]";
    }
}
