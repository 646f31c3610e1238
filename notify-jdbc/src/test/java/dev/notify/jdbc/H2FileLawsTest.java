package dev.notify.jdbc;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.notify.testing.laws.StoreLaws;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class H2FileLawsTest {

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> keeps_every_law_in_a_file() {
        Path file = folder.resolve("deeper").resolve("laws");
        return StoreLaws.of(() -> JdbcStore.h2(file)).stream().map(law -> dynamicTest(law.name(), law.check()::run));
    }
}
