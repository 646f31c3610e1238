package dev.notify.channel;

import dev.notify.model.Tenant;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Where attachments are, registered on the builder by name.
 *
 * <p>Called by many threads at once: by the one that sends, to pin what is there, and by workers when it goes out. A delivery ends FAILED if
 * the content has changed or is gone by then.
 */
@FunctionalInterface
public interface AttachmentSource {

    /**
     * Opens what is there under this reference; the caller closes it.
     *
     * @throws NoSuchFileException if there is nothing and never will be
     * @throws Exception whatever else stands in the way: it is tried again
     */
    InputStream open(Tenant tenant, String ref) throws Exception;

    /** The files of a folder and those below it; a reference is a path from there, with slashes, that does not leave it. */
    static AttachmentSource folder(Path root) {
        Objects.requireNonNull(root, "root");
        return (tenant, ref) -> {
            Path inside = root.toRealPath();
            Path file;
            try {
                file = inside.resolve(ref).toRealPath();
            } catch (InvalidPathException e) {
                throw new NoSuchFileException("a reference that is no path");
            }
            if (!file.startsWith(inside) || !Files.isRegularFile(file)) {
                throw new NoSuchFileException("a reference out of the folder");
            }
            return open(file);
        };
    }

    private static InputStream open(Path file) throws IOException {
        return Files.newInputStream(file);
    }
}
