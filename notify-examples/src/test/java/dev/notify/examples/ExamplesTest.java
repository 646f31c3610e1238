package dev.notify.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each example does what it shows, ends its threads, and says so in words that name nobody. */
class ExamplesTest {

    private static final Map<String, Show.Example> EXAMPLES = new TreeMap<>(Map.ofEntries(
            entry("DailyDigest", DailyDigest::run),
            entry("AppointmentReminders", AppointmentReminders::run),
            entry("QuickStart", QuickStart::run),
            entry("HostTransaction", HostTransaction::run),
            entry("CustomChannel", CustomChannel::run),
            entry("DeadLetters", DeadLetters::run),
            entry("ProvidersFailOver", ProvidersFailOver::run),
            entry("TestingYourApp", TestingYourApp::run),
            entry("TwoLanguages", TwoLanguages::run),
            entry("VitalsEscalation", VitalsEscalation::run),
            entry("EditedWords", EditedWords::run),
            entry("Inbox", Inbox::run),
            entry("PreferenceCentre", PreferenceCentre::run),
            entry("PreviewAndExplain", PreviewAndExplain::run),
            entry("MedicationReminders", MedicationReminders::run),
            entry("StockAlerts", StockAlerts::run),
            entry("SendEmail", SendEmail::run),
            entry("SendSms", SendSms::run),
            entry("CallByPhone", CallByPhone::run),
            entry("SendWebPush", SendWebPush::run),
            entry("SignedWebhook", SignedWebhook::run),
            entry("QuietHoursAcrossZones", QuietHoursAcrossZones::run)));

    private static Map.Entry<String, Show.Example> entry(String name, Show.Example example) {
        return Map.entry(name, example);
    }

    private record Printed(boolean succeeded, String text) {}

    @TestFactory
    List<DynamicTest> what_an_example_shows_comes_true() {
        return EXAMPLES.entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
                    Printed printed = run(e.getValue());
                    assertThat(printed.succeeded()).as(printed.text()).isTrue();
                    assertThat(printed.text())
                            .contains("  ok ")
                            .doesNotContain("patient-42@", "+15550100042", "\u001b");
                    assertThat(nonDaemonThreads()).isEmpty();
                }))
                .toList();
    }

    @Test
    void an_example_that_is_not_true_fails_and_says_why() {
        Printed printed = run(show -> show.check(false, "pigs fly"));

        assertThat(printed.succeeded()).isFalse();
        assertThat(printed.text()).contains("did not come true: pigs fly").doesNotContain("  ok ");
    }

    private static Printed run(Show.Example example) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            return new Printed(Show.succeeds(example), bytes.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
    }

    private static List<String> nonDaemonThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.isAlive() && !t.isDaemon())
                .map(Thread::getName)
                .filter(name -> !name.equals("main") && !name.equals("DestroyJavaVM"))
                .toList();
    }
}
