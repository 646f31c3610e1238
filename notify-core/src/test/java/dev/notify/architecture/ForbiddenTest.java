package dev.notify.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class ForbiddenTest {

    private static final JavaClasses CULPRIT = new ClassFileImporter().importClasses(Culprit.class);

    @Test
    void nothing_but_the_time_source_reads_a_clock() {
        assertThat(Forbidden.clockReads(Rooms.main())).isEmpty();
    }

    @Test
    void threads_sleeps_and_chance_come_from_the_base_room() {
        assertThat(Forbidden.threadsAndChance(Rooms.main())).isEmpty();
    }

    @Test
    void nothing_writes_to_the_console_but_the_log_channel() {
        assertThat(Forbidden.consoleWrites(Rooms.main())).isEmpty();
    }

    @Test
    void nothing_uses_java_serialization() {
        assertThat(Forbidden.javaSerialization(Rooms.main())).isEmpty();
    }

    @Test
    void no_public_signature_shows_a_library() {
        assertThat(Forbidden.librariesInSignatures(Rooms.main())).isEmpty();
    }

    @Test
    void each_rule_finds_what_it_looks_for_and_spares_the_rest() {
        assertThat(Forbidden.clockReads(CULPRIT)).hasSize(4).noneMatch(violation -> violation.contains("innocent"));
        assertThat(Forbidden.threadsAndChance(CULPRIT)).hasSize(3);
        assertThat(Forbidden.consoleWrites(CULPRIT)).hasSize(2);
        assertThat(Forbidden.javaSerialization(CULPRIT)).isNotEmpty();
        assertThat(Forbidden.librariesInSignatures(CULPRIT)).hasSize(1);
    }
}
