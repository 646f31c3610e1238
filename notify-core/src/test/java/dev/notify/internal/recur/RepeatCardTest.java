package dev.notify.internal.recur;

import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.directory.Group;
import dev.notify.model.Address;
import dev.notify.model.Contact;
import dev.notify.model.Priority;
import dev.notify.request.IfQuiet;
import dev.notify.request.Notification;
import dev.notify.schedule.IfMissed;
import dev.notify.schedule.OnZoneChange;
import dev.notify.schedule.Repeat;
import dev.notify.schedule.Standing;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RepeatCardTest {

    private static final LocalDateTime TIME = LocalDateTime.parse("2026-03-02T08:00:01.002");

    private static void isReadBack(Repeat repeat, RepeatCard.Progress progress) {
        String text = RepeatJson.write(new RepeatCard(repeat, TIME, "dr-silva", progress));
        assertThat(RepeatJson.write(RepeatJson.read(text))).isEqualTo(text);
        assertThat(RepeatJson.read(text).progress()).isEqualTo(progress);
    }

    @Test
    void everything_that_can_be_said_is_read_back() {
        Notification what = Notification.of("dose")
                .to("patient-42")
                .to(Contact.of("patient-43").sms("+15550100").inZone("Africa/Johannesburg"))
                .toAddress(Address.email("gp@example.org"))
                .to(Group.role("nurse", "ward-7"))
                .with("dose", Map.of("mg", 500, "of", List.of("a", 1.5, true)))
                .saying("Title", "Body")
                .about("prescription-1")
                .correlation("c-1")
                .priority(Priority.HIGH)
                .firstOf(EMAIL, SMS)
                .ifNotReadWithin(Duration.ofMinutes(5))
                .expiresAfter(Duration.ofHours(1))
                .ifQuiet(IfQuiet.DROP)
                .sendIf("still-prescribed")
                .key("p-1");
        Repeat repeat = Repeat.of(what)
                .rrule("FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0")
                .inZone("Europe/Lisbon")
                .from(LocalDate.parse("2026-03-01"))
                .until(LocalDate.parse("2027-03-01"))
                .tooLateAfter(Duration.ofMinutes(20))
                .ifMissed(IfMissed.SEND_ONCE)
                .atLeastApart(Duration.ofHours(4))
                .onZoneChange(OnZoneChange.STAY);
        isReadBack(
                repeat,
                new RepeatCard.Progress(
                        Standing.State.PAUSED,
                        ZoneId.of("Europe/Lisbon"),
                        TIME,
                        TIME.minusDays(1),
                        new RepeatCard.Run(TIME.minusDays(1), 17, new UUID(1, 2)),
                        new RepeatCard.Sending(TIME, 18, 19),
                        new Standing.Count(1, 2, 3),
                        "because"));
        assertThat(RepeatJson.read(RepeatJson.write(new RepeatCard(repeat, TIME, "x", fresh())))
                        .repeat()
                        .what()
                        .recipients())
                .isEqualTo(what.recipients());
    }

    private static RepeatCard.Progress fresh() {
        return new RepeatCard.Progress(
                Standing.State.ACTIVE, ZoneId.of("UTC"), null, null, null, null, Standing.Count.NOTHING, null);
    }

    @Test
    void what_says_little_is_read_back() {
        isReadBack(Repeat.of("dose").to("a").every(Duration.ofHours(6)), fresh());
        isReadBack(
                Repeat.of(Notification.of("dose")
                                .to("a")
                                .onlyBy(EMAIL)
                                .fallBackTo(SMS)
                                .ifNotAcknowledgedWithin(Duration.ofMinutes(1)))
                        .dailyAt("08:00")
                        .inZoneOfRecipient(),
                fresh());
    }
}
