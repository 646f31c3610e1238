package dev.notify.internal.setup;

import dev.notify.internal.words.WordBook;
import dev.notify.preference.DeliveryHours;
import dev.notify.security.FieldSeal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What tests of single rooms are set up with: nothing but times. */
public final class Setups {

    private Setups() {}

    /** A setup without channels and types. */
    public static Setup timed(Setup.Timings timings) {
        return new Setup(
                new Setup.Identity(
                        "n", Optional.empty(), false, false, ZoneId.of("UTC"), Locale.ENGLISH, DeliveryHours.DEFAULT),
                Map.of(),
                Map.of(),
                WordBook.of(WordBook.Sources.NONE, List.of()),
                new Setup.Lines(Map.of(), Optional.empty(), false, Map.of()),
                new Setup.Guard(List.of(), Map.of()),
                timings,
                new Setup.Limits(Optional.empty(), 1_000, 1_000, 256 * 1024, 25),
                new Setup.Seams(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        FieldSeal.plain(),
                        Optional.empty()));
    }

    /** The times that a service has by default, but for how long an accept may take. */
    public static Setup.Timings timings(Duration acceptWithin) {
        return new Setup.Timings(
                Duration.ofSeconds(12),
                Duration.ofSeconds(4),
                Duration.ofSeconds(1),
                acceptWithin,
                Duration.ofDays(400));
    }
}
