package dev.notify.jdbc.internal.schema;

import dev.notify.jdbc.internal.dialect.Product;
import dev.notify.jdbc.internal.dialect.TableNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A numbered script. Scripts only add, and each statement of one can be run twice. */
public record Script(int version, String text) {

    /** The version of the last script, which is the schema this release needs. */
    public static final int LATEST = 2;

    private static final List<String> FILES = List.of("V1__notify.sql", "V2__inbox.sql");

    /** All scripts of a database, in order. */
    public static List<Script> all(Product product) {
        return FILES.stream().map(file -> read(product, file)).toList();
    }

    private static Script read(Product product, String file) {
        String path = "/db/notify/" + product.folder() + "/" + file;
        try (InputStream in = Script.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("script is missing: " + path);
            }
            int version = Integer.parseInt(file.substring(1, file.indexOf("__")));
            return new Script(version, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("script cannot be read: " + path, e);
        }
    }

    /** The statements, with our tables' names. */
    public List<String> statements(TableNames names) {
        String bare = text.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
        return Arrays.stream(bare.split(";\\s*(\\n|$)", -1))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .map(statement ->
                        statement.replace("${tables}", names.qualified()).replace("${prefix}", names.prefix()))
                .toList();
    }
}
