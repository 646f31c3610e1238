package dev.notify.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.notify.model.InvalidInputException;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryHoursTest {

    @ParameterizedTest
    @CsvSource({"07:59:59.999, false", "08:00, true", "21:59:59.999, true", "22:00, false", "00:00, false"})
    void are_open_from_eight_to_ten_at_night(LocalTime time, boolean open) {
        assertThat(DeliveryHours.DEFAULT.open(time)).isEqualTo(open);
    }

    @Test
    void must_begin_before_they_end() {
        for (LocalTime end : new LocalTime[] {LocalTime.of(8, 0), LocalTime.of(7, 0), LocalTime.MIDNIGHT}) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> new DeliveryHours(LocalTime.of(8, 0), end))
                    .satisfies(e -> assertThat(e.field()).isEqualTo("deliveryHours"));
        }
    }
}
