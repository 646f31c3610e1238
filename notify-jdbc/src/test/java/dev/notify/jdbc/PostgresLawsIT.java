package dev.notify.jdbc;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.notify.testing.laws.StoreLaws;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class PostgresLawsIT {

    @TestFactory
    Stream<DynamicTest> keeps_every_law() {
        String url = Lanes.postgres().createDatabase("laws");
        return StoreLaws.of(() -> JdbcStore.url(url, "", "")).stream()
                .map(law -> dynamicTest(law.name(), law.check()::run));
    }
}
