package dev.notify.testing.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.notify.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
                    QueueFlaws.all(), SettleFlaws.all(), AcceptFlaws.all(), ReadAndChangeFlaws.all())
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

    @Test
    void every_part_has_flaws_planted_in_it() {
        assertThat(FLAWS).hasSizeGreaterThanOrEqualTo(50);
        assertThat(FLAWS).extracting(Flaw::name).doesNotHaveDuplicates();
        List<String> parts = new ArrayList<>(laws(Tampered::new).keySet());
        parts.replaceAll(name -> name.substring(0, name.indexOf('.')));
        assertThat(FLAWS)
                .extracting(flaw -> flaw.law().substring(0, flaw.law().indexOf('.')))
                .containsAll(parts);
    }

    @Test
    void laws_come_in_order_and_each_once() {
        assertThat(StoreLaws.of(Tampered::new)).extracting(Law::name).isSorted().doesNotHaveDuplicates();
    }
}
