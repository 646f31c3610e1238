package dev.notify.testing.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.notify.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The laws are tested too: each finds the flaw it is there for, and nothing wrong where nothing is. */
class PlantedFlawsTest {

    /** A store with one flaw, and the law that must find it. */
    record Flaw(String name, String law, Supplier<Store> store) {}

    /** A race does not show in every run; everything else shows in the first. */
    private static final int TRIES_AT_A_RACE = 5;

    private static final List<Flaw> FLAWS = Stream.of(
                    QueueFlaws.all(),
                    SettleFlaws.all(),
                    AcceptFlaws.all(),
                    ChangeFlaws.all(),
                    ReportFlaws.all(),
                    ReadFlaws.all(),
                    RaceFlaws.all(),
                    FallbackFlaws.all(),
                    SettledCardFlaws.all(),
                    CardFlaws.all(),
                    InboxFlaws.all())
            .flatMap(List::stream)
            .toList();

    private static Map<String, Law> laws(Supplier<? extends Store> store) {
        return StoreLaws.of(store).stream().collect(Collectors.toMap(Law::name, Function.identity()));
    }

    @TestFactory
    Stream<DynamicTest> a_law_finds() {
        return FLAWS.stream()
                .map(flaw -> dynamicTest(flaw.name() + " -> " + flaw.law(), () -> {
                    Throwable found = null;
                    for (int i = 0; i < TRIES_AT_A_RACE && found == null; i++) {
                        Law law = laws(flaw.store()).get(flaw.law());
                        assertThat(law).as("a law of the name %s", flaw.law()).isNotNull();
                        found = catchThrowable(() -> law.check().run());
                    }
                    assertThat(found)
                            .as("what %s finds", flaw.law())
                            .isInstanceOf(AssertionError.class)
                            .hasMessageStartingWith(flaw.law() + ": ");
                }));
    }

    @TestFactory
    Stream<DynamicTest> no_law_finds_anything_in_a_store_that_is_only_wrapped() {
        return laws(Tampered::new).values().stream().map(law -> dynamicTest(law.name(), law.check()::run));
    }

    /** A law that finds no flaw may be one that cannot fail: who adds a law plants a flaw for it. */
    @Test
    void every_law_has_a_flaw_to_find() {
        Set<String> withoutFlaw = new TreeSet<>(laws(Tampered::new).keySet());
        FLAWS.forEach(flaw -> withoutFlaw.remove(flaw.law()));
        assertThat(withoutFlaw).isEmpty();
        assertThat(FLAWS).extracting(Flaw::name).doesNotHaveDuplicates();
    }

    @Test
    void laws_come_in_order_and_each_once() {
        assertThat(StoreLaws.of(Tampered::new)).extracting(Law::name).isSorted().doesNotHaveDuplicates();
    }
}
