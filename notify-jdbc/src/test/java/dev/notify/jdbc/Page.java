package dev.notify.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQL as the guide shows it, so that what is written there is what was run. */
final class Page {

    private Page() {}

    /** The statements of the block of that name on the page about operating. */
    static String[] sql(String name) {
        Pattern block =
                Pattern.compile("<!-- sql: " + Pattern.quote(name) + " -->\\R```sql\\R(.*?)```", Pattern.DOTALL);
        Matcher matcher = block.matcher(read());
        if (!matcher.find()) {
            throw new AssertionError("the page has no block of the name " + name);
        }
        return Arrays.stream(matcher.group(1).split(";\\s*(\\R|$)", -1))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toArray(String[]::new);
    }

    private static String read() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve("docs").resolve("guide"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new AssertionError("the guide was not found above this folder");
        }
        try {
            return Files.readString(folder.resolve("docs").resolve("guide").resolve("operating.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
