package dev.notify.template;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Files on the class path: the application's, as the thread that asks sees it, and else this library's own. */
final class ClasspathTemplates implements Templates {

    private static final int LARGEST = 256 * 1024;

    private final String folder;

    ClasspathTemplates(String folder) {
        String plain = folder.startsWith("/") ? folder.substring(1) : folder;
        this.folder = plain.isEmpty() || plain.endsWith("/") ? plain : plain + "/";
    }

    @Override
    public Optional<String> read(String name) {
        try (InputStream in = open(folder + name)) {
            return in == null ? Optional.empty() : Optional.of(text(name, in.readNBytes(LARGEST + 1)));
        } catch (IOException e) {
            throw new TemplateException(name + " cannot be read", e);
        }
    }

    private static @Nullable InputStream open(String path) {
        ClassLoader host = Thread.currentThread().getContextClassLoader();
        InputStream found = host == null ? null : host.getResourceAsStream(path);
        return found == null ? ClasspathTemplates.class.getResourceAsStream("/" + path) : found;
    }

    private static String text(String name, byte[] bytes) {
        if (bytes.length > LARGEST) {
            throw new TemplateException(name + " is larger than " + LARGEST / 1024 + " KB", null);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new TemplateException(name + " is not written in UTF-8", e);
        }
    }

    @Override
    public String toString() {
        return "Templates[class path " + folder + "]";
    }
}
