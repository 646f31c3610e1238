package dev.notify.jdbc.internal.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class H2SafetyTest {

    private final List<String> losses = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    @Test
    void releases_that_lose_rows_are_refused() {
        H2Safety.versions("2.5.250", losses, warnings);
        H2Safety.versions("2.5.252", losses, warnings);
        assertThat(losses).hasSize(2).allMatch(loss -> loss.contains("use 2.4.240"));
    }

    @Test
    void older_releases_are_warned_of() {
        H2Safety.versions("2.3.232", losses, warnings);
        H2Safety.versions("1.4.200", losses, warnings);
        assertThat(warnings).hasSize(2);
        assertThat(losses).isEmpty();
    }

    @Test
    void the_proven_release_and_unknown_later_ones_pass() {
        H2Safety.versions("2.4.240", losses, warnings);
        H2Safety.versions("2.6.300", losses, warnings);
        assertThat(losses).isEmpty();
        assertThat(warnings).isEmpty();
    }
}
