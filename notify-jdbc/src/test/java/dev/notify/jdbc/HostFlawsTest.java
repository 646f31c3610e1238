package dev.notify.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.notify.store.Store;
import dev.notify.testing.laws.HostTransactionLaws;
import dev.notify.testing.laws.Law;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The laws of the host's transaction are tested too: each finds the flaw it is there for. */
class HostFlawsTest {

    private static DataSource empty() {
        return Samples.h2("jdbc:h2:mem:flaw" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    private static List<Law> laws(Function<Store, Store> spoil) {
        return HostTransactionLaws.of(
                HostFlawsTest::empty, source -> spoil.apply(JdbcStore.of(source).allowLossy()));
    }

    @TestFactory
    Stream<DynamicTest> a_law_finds() {
        return HostFlaws.all().stream()
                .map(flaw -> dynamicTest(flaw.name() + " -> " + flaw.law(), () -> {
                    Law law = laws(flaw.spoil()).stream()
                            .filter(l -> l.name().equals(flaw.law()))
                            .findFirst()
                            .orElseThrow();
                    assertThat(catchThrowable(() -> law.check().run()))
                            .as("what %s finds", flaw.law())
                            .isInstanceOf(AssertionError.class)
                            .hasMessageStartingWith(flaw.law() + ": ");
                }));
    }

    @TestFactory
    Stream<DynamicTest> no_law_finds_anything_in_a_store_that_is_only_wrapped() {
        return laws(Guest::new).stream().map(law -> dynamicTest(law.name(), law.check()::run));
    }

    /** A law that finds no flaw may be one that cannot fail: who adds a law plants a flaw for it. */
    @Test
    void every_law_has_a_flaw_to_find() {
        Set<String> withoutFlaw = new TreeSet<>();
        laws(Guest::new).forEach(law -> withoutFlaw.add(law.name()));
        HostFlaws.all().forEach(flaw -> withoutFlaw.remove(flaw.law()));
        assertThat(withoutFlaw).isEmpty();
        assertThat(HostFlaws.all()).extracting(HostFlaws.Flaw::name).doesNotHaveDuplicates();
    }
}
