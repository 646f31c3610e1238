package dev.notify.jdbc;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.notify.testing.laws.StoreLaws;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

class MariaDbLawsIT {

    /** Drivers differ most by what their URL says; the store depends on none of it. */
    private static final List<String> OPTIONS = List.of("", "&useServerPrepStmts=true");

    @TestFactory
    Stream<DynamicNode> keeps_every_law() {
        return OPTIONS.stream().map(options -> {
            String url = Lanes.mariaDb().createDatabase("laws" + OPTIONS.indexOf(options)) + options;
            return dynamicContainer(
                    "with " + options,
                    StoreLaws.of(() -> JdbcStore.url(url, "", "")).stream()
                            .map(law -> dynamicTest(law.name(), law.check()::run)));
        });
    }
}
