package dev.notify.jdbc;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.notify.testing.laws.StoreLaws;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class H2MemoryLawsTest {

    @TestFactory
    Stream<DynamicTest> keeps_every_law_in_memory() {
        return StoreLaws.of(() -> JdbcStore.h2Memory("laws")).stream()
                .map(law -> dynamicTest(law.name(), law.check()::run));
    }
}
