package dev.notify.internal.content;

import dev.notify.channel.AttachedFile;
import dev.notify.channel.AttachmentException;
import dev.notify.channel.AttachmentSource;
import dev.notify.internal.json.Digest;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Tenant;
import dev.notify.request.Attachment;
import dev.notify.request.Enclosed;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Attachments: pinned when they are accepted, fetched when they go out. */
final class Files {

    private Files() {}

    /** What there is now; refuses what cannot be had. */
    static List<Digest.OfBytes> pin(Enclosed enclosed, Tenant tenant, Map<String, AttachmentSource> sources) {
        List<Digest.OfBytes> pins = new ArrayList<>();
        for (Attachment attachment : enclosed.attachments()) {
            pins.add(pin(attachment, tenant, sources));
        }
        return pins;
    }

    private static Digest.OfBytes pin(Attachment attachment, Tenant tenant, Map<String, AttachmentSource> sources) {
        if (attachment.source().isEmpty()) {
            return Digest.of(attachment.bytes());
        }
        String name = attachment.source().get();
        AttachmentSource source = sources.get(name);
        if (source == null) {
            throw new InvalidInputException(
                    "attachment.source", "'" + name + "' is not registered: add it with attachments(name, source)");
        }
        Digest.OfBytes pin = read(source, name, attachment.ref(), tenant);
        if (pin.size() > Attachment.MAX_SIZE) {
            throw new InvalidInputException(
                    "attachment", "has more than " + Attachment.MAX_SIZE + " bytes: send a link to it");
        }
        return pin;
    }

    private static Digest.OfBytes read(AttachmentSource source, String name, String ref, Tenant tenant) {
        try (InputStream in = source.open(tenant, ref)) {
            return Digest.of(in, Attachment.MAX_SIZE);
        } catch (NoSuchFileException e) {
            throw new InvalidInputException("attachment.ref", "is nothing that the source '" + name + "' has");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreadable(name, e);
        } catch (Exception e) {
            throw unreadable(name, e);
        }
    }

    private static InvalidInputException unreadable(String name, Exception e) {
        return new InvalidInputException(
                "attachment",
                "cannot be read from the source '" + name + "', which threw "
                        + e.getClass().getName());
    }

    /** The name of a source that is needed and not here. */
    static @Nullable String missing(Enclosed enclosed, Map<String, AttachmentSource> sources) {
        return enclosed.attachments().stream()
                .flatMap(a -> a.source().stream())
                .filter(name -> !sources.containsKey(name))
                .findFirst()
                .orElse(null);
    }

    /** The files; each is fetched, and held against its pin, when its content is asked for. */
    static List<AttachedFile> of(
            List<Attachment> attachments,
            List<Digest.OfBytes> pins,
            Tenant tenant,
            Map<String, AttachmentSource> sources) {
        List<AttachedFile> files = new ArrayList<>();
        for (int i = 0; i < attachments.size(); i++) {
            Attachment a = attachments.get(i);
            Digest.OfBytes pin = pins.get(i);
            int place = i + 1;
            files.add(AttachedFile.of(
                    a.name(),
                    a.mediaType(),
                    a.contentId().orElse(null),
                    pin.size(),
                    () -> a.source().isEmpty() ? a.bytes() : fetch(a, pin, place, tenant, sources)));
        }
        return files;
    }

    private static byte[] fetch(
            Attachment a, Digest.OfBytes pin, int place, Tenant tenant, Map<String, AttachmentSource> sources)
            throws InterruptedException {
        String which = "attachment " + place + " from the source '" + a.source().orElseThrow() + "'";
        AttachmentSource source = sources.get(a.source().orElseThrow());
        if (source == null) {
            throw new AttachmentException(which + " cannot be had: this node has no such source", false);
        }
        byte[] bytes;
        try (InputStream in = source.open(tenant, a.ref())) {
            bytes = in.readNBytes((int) pin.size() + 1);
        } catch (NoSuchFileException e) {
            throw new AttachmentException(which + " is gone", true);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new AttachmentException(
                    which + " could not be read: " + e.getClass().getName(), false);
        }
        if (!Digest.of(bytes).equals(pin)) {
            throw new AttachmentException(which + " is no longer what it was when it was accepted", true);
        }
        return bytes;
    }
}
