package dev.notify.memory;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.notify.testing.laws.StoreLaws;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class MemoryStoreLawsTest {

    @TestFactory
    Stream<DynamicTest> keeps_every_law() {
        return StoreLaws.of(MemoryStore::create).stream().map(law -> dynamicTest(law.name(), law.check()::run));
    }

    @TestFactory
    Stream<DynamicTest> keeps_every_law_where_many_share_one_content() {
        MemoryStore shared = MemoryStore.create();
        return StoreLaws.of(shared::anotherNode).stream().map(law -> dynamicTest(law.name(), law.check()::run));
    }
}
