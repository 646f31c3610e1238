package dev.notify.internal.plan;

import static dev.notify.internal.plan.Ask.lisbon;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.IN_APP;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.delivery.Decision;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Verdict;
import dev.notify.internal.collapse.Collapse;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.Priority;
import dev.notify.preference.AddressConsent;
import dev.notify.preference.ConsentEntry;
import dev.notify.preference.Preferences;
import dev.notify.preference.PreferredTime;
import dev.notify.preference.QuietHours;
import dev.notify.request.IfQuiet;
import dev.notify.request.NotificationType;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the one decision function says, as tables; the tables of docs/guide/time.md are these in short. Times are those of Lisbon. */
class DecisionTableTest {

    private static final Preferences NIGHT = Preferences.none().quiet(QuietHours.daily("22:00", "08:00"));

    private static final Map<String, UnaryOperator<Preferences>> SAID = Map.of(
            "nothing", p -> p,
            "all off", Preferences::turnOffEverything,
            "sms off", p -> p.turnOff(SMS),
            "category off", p -> p.turnOff("results"),
            "category off sms", p -> p.turnOff("results", SMS),
            "type off", p -> p.turnOffType("lab"),
            "type off sms", p -> p.turnOffType("lab", SMS),
            "type on, category off", p -> p.turnOff("results").turnOnType("lab"),
            "category on, all off", p -> p.turnOn("results").turnOffEverything());

    private static String word(Decision decision) {
        Verdict verdict = decision.verdict();
        if (verdict instanceof Verdict.Hold hold) {
            return "hold " + hold.until().atZone(Ask.LISBON).toLocalDateTime();
        }
        return verdict instanceof Verdict.Close close ? close.state().name() : "send";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing               | EMAIL | send",
                "all off               | EMAIL | turned off by the recipient: everything",
                "all off               | IN_APP| turned off by the recipient: everything",
                "sms off               | EMAIL | send",
                "sms off               | SMS   | turned off by the recipient: everything on sms",
                "category off          | SMS   | turned off by the recipient: category results",
                "category off sms      | EMAIL | send",
                "category off sms      | SMS   | turned off by the recipient: category results on sms",
                "type off              | EMAIL | turned off by the recipient: type lab",
                "type off sms          | SMS   | turned off by the recipient: type lab on sms",
                "type off sms          | EMAIL | send",
                "type on, category off | EMAIL | send",
                "category on, all off  | EMAIL | turned off by the recipient: everything"
            })
    void on_and_off(String said, String channel, String expected) {
        for (Priority priority : Priority.values()) {
            ChannelName by =
                    Map.of("EMAIL", EMAIL, "SMS", SMS, "IN_APP", IN_APP).getOrDefault(channel.trim(), EMAIL);
            Preferences preferences = SAID.getOrDefault(said.trim(), p -> p).apply(Preferences.none());
            Ask ask = Ask.of(Ask.type(priority, false))
                    .by(by)
                    .reached(reachable())
                    .wanting(preferences)
                    .times("2026-03-02T12:00", "2026-03-02T12:00", "");
            Decision decision = ask.decide();
            if (expected.equals("send")) {
                assertThat(decision.verdict()).isEqualTo(Verdict.ALLOW);
            } else {
                assertThat(decision.verdict()).isEqualTo(new Verdict.Close(DeliveryState.SUPPRESSED, expected));
                assertThat(ask.force().decide()).as("forced").isEqualTo(decision);
                Decision must = new Ask(
                                ask.type().mandatory("the law"),
                                by,
                                preferences,
                                ask.contact(),
                                ask.ifQuiet(),
                                ask.now(),
                                ask.due(),
                                "",
                                false,
                                false)
                        .decide();
                assertThat(must.verdict()).isEqualTo(Verdict.ALLOW);
                assertThat(must.asText()).isEqualTo(expected + "; sent all the same, it is mandatory: the law");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // planned for     | waits until      | deadline | woken by a change of its recipient's
                "2026-03-02T11:00 | 2026-03-02T20:00 | false    | true", // held
                "2026-03-02T11:00 | 2026-03-02T11:00 | false    | false", // waits for a retry
                "2026-03-02T11:00 | 2026-03-02T11:00 | true     | false",
                "2026-03-02T15:00 | 2026-03-02T15:00 | false    | false", // its own time is ahead
                "2026-03-02T15:00 | 2026-03-02T20:00 | false    | true", // held from then on already
                "2026-03-02T15:00 | 2026-03-02T15:00 | true     | true", // may have to go out before
                "2026-03-05T15:00 | 2026-03-05T15:00 | true     | false" // will be looked at in time
            })
    void what_a_change_wakes(String planned, String until, boolean deadline, boolean woken) {
        assertThat(Planner.mayChange(lisbon("2026-03-02T12:00"), lisbon(planned), lisbon(until), deadline))
                .isEqualTo(woken);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the ledger says            | plain      | mandatory  | needs consent
                "nothing                      | send       | send       | SUPPRESSED",
                "given                        | send       | send       | send",
                "given results                | send       | send       | send",
                "given other                  | send       | send       | SUPPRESSED",
                "withdrawn                    | SUPPRESSED | SUPPRESSED | SUPPRESSED",
                "withdrawn results            | SUPPRESSED | send       | SUPPRESSED",
                "withdrawn other              | send       | send       | SUPPRESSED",
                "withdrawn, given results     | SUPPRESSED | SUPPRESSED | SUPPRESSED",
                "given, withdrawn results     | SUPPRESSED | send       | SUPPRESSED",
                "given, withdrawn other       | send       | send       | send",
                "not asked                    | send       | send       | send"
            })
    void consent_of_the_address(String said, String plain, String mandatory, String needs) {
        for (Priority priority : Priority.values()) {
            for (boolean forced : new boolean[] {false, true}) {
                NotificationType type = Ask.type(priority, false);
                Map<String, NotificationType> rows =
                        Map.of(plain, type, mandatory + " ", type.mandatory("law"), needs + "  ", type.needsConsent());
                rows.forEach((expected, asked) -> {
                    Ask ask = Ask.of(asked).times("2026-03-02T12:00", "2026-03-02T12:00", "");
                    Decision decision = (forced ? ask.force() : ask).decide(consents(said.trim()));
                    assertThat(word(decision)).as(said + " for " + asked).isEqualTo(expected.trim());
                });
            }
        }
    }

    /** As the words say, separated by commas: given or withdrawn, for a category or for everything. */
    private static Map<Address, AddressConsent> consents(String said) {
        Address address = Address.email("p@example.org");
        if (said.equals("not asked")) {
            return Map.of();
        }
        List<ConsentEntry> entries = Stream.of(said.split(", "))
                .filter(word -> !word.equals("nothing"))
                .map(word -> word.split(" "))
                .map(word -> {
                    ConsentEntry entry = word[0].equals("given")
                            ? ConsentEntry.given(address, "form")
                            : ConsentEntry.withdrawn(address, "form");
                    return word.length == 1 ? entry : entry.category(word[1]);
                })
                .toList();
        return Map.of(address, new AddressConsent(address, entries));
    }

    private static Contact reachable() {
        return Contact.of("p")
                .email("p@example.org")
                .sms("+15550100")
                .at(dev.notify.model.Address.of(IN_APP, "p"))
                .inZone(Ask.LISBON);
    }

    @Test
    void a_category_for_those_who_opted_in_is_sent_to_them_alone() {
        NotificationType letter =
                NotificationType.named("letter").category("news").anyTime();
        Ask ask = Ask.of(letter).times("2026-03-02T12:00", "2026-03-02T12:00", "");
        assertThat(word(ask.decide())).isEqualTo("SUPPRESSED");
        assertThat(ask.decide().asText()).contains("category news");
        assertThat(word(ask.wanting(Preferences.none().turnOn("news")).decide()))
                .isEqualTo("send");
        assertThat(word(ask.wanting(Preferences.none().turnOn("news", SMS)).decide()))
                .isEqualTo("SUPPRESSED");
        assertThat(word(ask.wanting(Preferences.none().turnOn("news").turnOff("news", EMAIL))
                        .decide()))
                .isEqualTo("SUPPRESSED");
        Contact bare = dev.notify.model.Recipient.address(dev.notify.model.Address.email("gp@example.org"))
                .inline()
                .orElseThrow();
        assertThat(word(ask.reached(bare).decide())).as("a bare address").isEqualTo("send");
    }

    /** Quiet from 22:00 to 08:00; delivery hours for DAYTIME are 08:00 to 22:00. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // now            | due              | useful until     | BEFORE                | AFTER
                // | ANYWAY                | DROP
                "2026-03-02T12:00 | 2026-03-02T12:00 |                  | send                  | send                "
                        + "  | send                  | send",
                "2026-03-02T12:00 | 2026-03-02T15:00 |                  | hold 2026-03-02T15:00 | hold"
                        + " 2026-03-02T15:00 | hold 2026-03-02T15:00 | hold 2026-03-02T15:00",
                "2026-03-02T23:00 | 2026-03-02T23:00 |                  | hold 2026-03-03T08:00 | hold"
                        + " 2026-03-03T08:00 | send                  | SUPPRESSED",
                "2026-03-02T23:00 | 2026-03-02T23:00 | 2026-03-03T09:00 | hold 2026-03-03T08:00 | hold"
                        + " 2026-03-03T08:00 | send                  | SUPPRESSED",
                "2026-03-02T23:00 | 2026-03-02T23:00 | 2026-03-03T08:00 | send                  | TOO_LATE            "
                        + "  | send                  | SUPPRESSED",
                "2026-03-02T23:00 | 2026-03-02T12:00 | 2026-03-03T07:00 | send                  | TOO_LATE            "
                        + "  | send                  | SUPPRESSED",
                "2026-03-02T23:00 | 2026-03-02T12:00 | 2026-03-02T22:30 | EXPIRED               | EXPIRED             "
                        + "  | EXPIRED               | EXPIRED",
                "2026-03-02T12:00 | 2026-03-03T03:00 |                  | hold 2026-03-03T08:00 | hold"
                        + " 2026-03-03T08:00 | hold 2026-03-03T03:00 | hold 2026-03-03T03:00",
                "2026-03-02T12:00 | 2026-03-03T03:00 | 2026-03-03T07:00 | hold 2026-03-02T21:59 | hold"
                        + " 2026-03-03T03:00 | hold 2026-03-03T03:00 | hold 2026-03-03T03:00",
                "2026-03-02T21:59 | 2026-03-03T03:00 | 2026-03-03T07:00 | send                  | hold"
                        + " 2026-03-03T03:00 | hold 2026-03-03T03:00 | hold 2026-03-03T03:00",
                "2026-03-02T22:30 | 2026-03-03T03:00 | 2026-03-03T07:00 | send                  | hold"
                        + " 2026-03-03T03:00 | hold 2026-03-03T03:00 | hold 2026-03-03T03:00",
                "2026-03-03T03:00 | 2026-03-03T03:00 | 2026-03-03T07:00 | send                  | TOO_LATE            "
                        + "  | send                  | SUPPRESSED",
                "2026-02-20T12:00 | 2026-03-03T03:00 | 2026-03-03T07:00 | hold 2026-03-02T21:59 | hold"
                        + " 2026-03-03T03:00 | hold 2026-03-03T03:00 | hold 2026-03-03T03:00"
            })
    void quiet_or_not_daytime(
            String now, String due, String until, String before, String after, String anyway, String drop) {
        Map<IfQuiet, String> expected = Map.of(
                IfQuiet.SEND_BEFORE, before,
                IfQuiet.SEND_AFTER, after,
                IfQuiet.SEND_ANYWAY, anyway,
                IfQuiet.DROP, drop);
        String deadline = until == null ? "" : until;
        for (IfQuiet ifQuiet : IfQuiet.values()) {
            for (Priority priority : List.of(Priority.LOW, Priority.NORMAL, Priority.HIGH)) {
                Ask ask = Ask.of(Ask.type(priority, false))
                        .times(now, due, deadline)
                        .ifQuiet(ifQuiet);
                String what = ifQuiet + " " + priority;
                assertThat(word(ask.wanting(NIGHT).decide())).as(what).isEqualTo(expected.get(ifQuiet));
                Ask daytime = Ask.of(Ask.type(priority, true))
                        .times(now, due, deadline)
                        .ifQuiet(ifQuiet);
                assertThat(word(daytime.decide())).as("daytime, " + what).isEqualTo(expected.get(ifQuiet));
                assertThat(word(daytime.wanting(NIGHT).decide()))
                        .as("both, " + what)
                        .isEqualTo(expected.get(ifQuiet));
                String forced = expected.get(ifQuiet).equals("EXPIRED") ? "EXPIRED" : "send";
                assertThat(word(daytime.force().decide())).as("forced, " + what).isEqualTo(forced);
            }
        }
    }

    @Test
    void nothing_holds_what_is_critical_or_in_app_but_its_own_time() {
        Preferences night = NIGHT.pauseUntil(lisbon("2026-04-01T00:00")).prefer(EMAIL, PreferredTime.MORNING);
        for (boolean daytime : new boolean[] {true, false}) {
            for (IfQuiet ifQuiet : IfQuiet.values()) {
                Ask critical = Ask.of(Ask.type(Priority.CRITICAL, daytime))
                        .wanting(night)
                        .ifQuiet(ifQuiet);
                Ask inApp = Ask.of(Ask.type(Priority.LOW, daytime))
                        .wanting(night)
                        .reached(reachable())
                        .by(IN_APP)
                        .ifQuiet(ifQuiet);
                for (Ask ask : List.of(critical, inApp)) {
                    Decision now = ask.times("2026-03-02T23:00", "2026-03-02T23:00", "2026-03-03T07:00")
                            .decide();
                    assertThat(word(now)).isEqualTo("send");
                    assertThat(now.asText()).contains("not held by").contains("quiet hours 22:00-08:00");
                    assertThat(word(ask.times("2026-03-02T23:00", "2026-03-03T02:00", "")
                                    .decide()))
                            .isEqualTo("hold 2026-03-03T02:00");
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "2026-03-02T12:00 | -                | hold 2026-03-05T15:00",
                "2026-03-02T12:00 | 2026-03-06T00:00 | hold 2026-03-05T15:00",
                "2026-03-02T12:00 | 2026-03-05T15:00 | TOO_LATE",
                "2026-03-05T15:00 | -                | send"
            })
    void a_pause_holds_everything_that_is_not_mandatory(String now, String until, String expected) {
        Preferences paused = Preferences.none().pauseUntil(lisbon("2026-03-05T15:00"));
        for (IfQuiet ifQuiet : IfQuiet.values()) {
            Ask ask = Ask.of(Ask.type(Priority.HIGH, false))
                    .wanting(paused)
                    .ifQuiet(ifQuiet)
                    .times(now, now, until == null ? "" : until);
            assertThat(word(ask.decide())).isEqualTo(expected);
            assertThat(word(ask.force().decide())).isEqualTo("send");
        }
        Ask recall = Ask.of(Ask.type(Priority.HIGH, false).mandatory("the law"))
                .wanting(paused)
                .times(now, now, "");
        assertThat(word(recall.decide())).isEqualTo("send");
    }

    /**
     * Every preference level with every window, priority, time of day, cap and deadline, at noon and at 23:00, against the order in which the
     * guide says they count: what is off is off; CRITICAL goes out; hours hold, unless it would be of no use afterwards; the cap comes last.
     */
    @Test
    void all_of_them_together() {
        Set<String> off = Set.of("all off", "category off", "type off", "category on, all off");
        int asked = 0;
        for (Map.Entry<String, UnaryOperator<Preferences>> said : SAID.entrySet()) {
            for (boolean night : new boolean[] {true, false}) {
                for (Priority priority : Priority.values()) {
                    for (boolean daytime : new boolean[] {true, false}) {
                        for (String category : List.of("results", "few", "few-or-none")) {
                            for (String deadline : List.of("", "2026-03-03T07:00")) {
                                for (String now : List.of("2026-03-02T12:00", "2026-03-02T23:00")) {
                                    boolean closed = now.endsWith("23:00") && (night || daytime);
                                    String expected = off.contains(said.getKey())
                                            ? "SUPPRESSED"
                                            : priority == Priority.CRITICAL
                                                    ? "send"
                                                    : closed && deadline.isEmpty()
                                                            ? "hold 2026-03-03T08:00"
                                                            : category.equals("few")
                                                                    ? "hold 2026-03-03T00:00"
                                                                    : category.equals("results")
                                                                            ? "send"
                                                                            : "SUPPRESSED";
                                    Preferences wants = said.getValue().apply(night ? NIGHT : Preferences.none());
                                    Preferences alike = category.equals("results") ? wants : renamed(wants, category);
                                    Ask ask = Ask.of(Ask.type(priority, daytime).category(category))
                                            .wanting(alike)
                                            .times(now, now, deadline);
                                    assertThat(word(ask.decideOneTooMany()))
                                            .as(
                                                    "%s, night %s, %s, daytime %s, %s, until %s, at %s",
                                                    said.getKey(), night, priority, daytime, category, deadline, now)
                                            .isEqualTo(expected);
                                    asked++;
                                }
                            }
                        }
                    }
                }
            }
        }
        assertThat(asked).isEqualTo(SAID.size() * 2 * 4 * 2 * 3 * 2 * 2);
    }

    /** What was said of the category results, said of another. */
    private static Preferences renamed(Preferences wants, String category) {
        Preferences other = wants;
        for (Map.Entry<Preferences.Topic, Boolean> choice : wants.choices().entrySet()) {
            Preferences.Topic topic = choice.getKey();
            ChannelName channel = topic.channel();
            if (!topic.type() && channel == null) {
                other = choice.getValue() ? other.turnOn(category) : other.turnOff(category);
            } else if (!topic.type() && channel != null) {
                other = choice.getValue() ? other.turnOn(category, channel) : other.turnOff(category, channel);
            }
        }
        return other;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // state of the one that spoke at 12:00, until 12:10
                //      | due   | now   | useful until | becomes
                "gone   | 11:00 | 12:01 |              | SUPPRESSED",
                "gone   | 11:00 | 13:00 |              | SUPPRESSED",
                "gone   | 11:59 | 12:01 |              | SUPPRESSED",
                "gone   | 12:00 | 12:01 |              | hold 2026-03-02T12:10",
                "gone   | 12:05 | 12:05 |              | hold 2026-03-02T12:10",
                "gone   | 12:05 | 12:10 |              | send",
                "gone   | 12:05 | 12:05 | 12:11        | hold 2026-03-02T12:10",
                "gone   | 12:05 | 12:05 | 12:10        | hold 2026-03-02T12:09:55",
                "gone   | 12:05 | 12:05 | 12:08        | hold 2026-03-02T12:07:55",
                "waits  | 11:00 | 12:01 |              | hold 2026-03-02T12:10",
                "waits  | 11:00 | 12:10 |              | send",
                "waits  | 11:00 | 12:01 | 12:08        | hold 2026-03-02T12:07:59",
                "waits  | 12:05 | 12:05 |              | hold 2026-03-02T12:10",
                "failed | 11:00 | 12:01 |              | send",
                "failed | 12:05 | 12:05 |              | send"
            })
    void another_one_about_its_subject(String state, String due, String now, String until, String expected) {
        String day = "2026-03-02T";
        Collapse.Spoken last = new Collapse.Spoken(
                new UUID(7, 7),
                lisbon(day + "12:00"),
                lisbon(day + "12:10"),
                state.equals("gone"),
                state.equals("waits"));
        String deadline = until == null ? "" : day + until;
        for (Priority priority : Priority.values()) {
            Ask ask = Ask.of(Ask.type(priority, false)).times(day + now, day + due, deadline);
            boolean passes = priority == Priority.CRITICAL;
            assertThat(word(ask.decide(last))).as("" + priority).isEqualTo(passes ? "send" : expected);
            assertThat(word(ask.force().decide(last))).isEqualTo("send");
            assertThat(word(ask.reached(reachable()).by(IN_APP).decide(last))).isEqualTo("send");
            assertThat(word(ask.wanting(Preferences.none().turnOffEverything()).decide(last)))
                    .isEqualTo("SUPPRESSED");
        }
    }

    @Test
    void a_pause_that_ends_in_the_night_is_followed_by_the_night() {
        Ask ask = Ask.of(Ask.type(Priority.NORMAL, false))
                .wanting(NIGHT.pauseUntil(lisbon("2026-03-04T02:00")))
                .times("2026-03-02T12:00", "2026-03-02T12:00", "");
        assertThat(word(ask.decide())).isEqualTo("hold 2026-03-04T08:00");
        assertThat(ask.decide().asText())
                .isEqualTo("held until 2026-03-04 08:00 Europe/Lisbon: paused by the recipient, then quiet hours"
                        + " 22:00-08:00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // now            | due              | useful until     |
                "2026-03-02T09:00 | 2026-03-02T09:00 | -                | send",
                "2026-03-02T13:00 | 2026-03-02T13:00 | -                | hold 2026-03-02T18:30",
                "2026-03-02T18:40 | 2026-03-02T18:40 | -                | send",
                "2026-03-02T19:00 | 2026-03-02T19:00 | -                | hold 2026-03-03T08:00",
                "2026-03-02T13:00 | 2026-03-02T13:00 | 2026-03-02T18:00 | send",
                "2026-03-02T23:00 | 2026-03-02T23:00 | -                | hold 2026-03-03T08:00",
                "2026-03-02T13:00 | 2026-03-05T14:00 | -                | hold 2026-03-05T18:30"
            })
    void a_preferred_time_moves_what_is_not_urgent_and_gives_way(
            String now, String due, String until, String expected) {
        Preferences wish = NIGHT.prefer(EMAIL, PreferredTime.MORNING, PreferredTime.at("18:30"));
        for (Priority priority : List.of(Priority.LOW, Priority.NORMAL)) {
            Ask ask = Ask.of(Ask.type(priority, false)).wanting(wish).times(now, due, until == null ? "" : until);
            assertThat(word(ask.decide())).isEqualTo(expected);
        }
        if (expected.contains("18:30")) {
            String otherwise = due.equals(now) ? "send" : "hold " + due;
            Ask ask = Ask.of(Ask.type(Priority.NORMAL, false)).wanting(wish).times(now, due, "");
            assertThat(word(ask.by(SMS).decide())).as("another channel").isEqualTo(otherwise);
            assertThat(word(ask.again().decide())).as("tried before").isEqualTo(otherwise);
            assertThat(word(ask.ifQuiet(IfQuiet.SEND_ANYWAY).decide())).isEqualTo(otherwise);
            assertThat(word(Ask.of(Ask.type(Priority.HIGH, false))
                            .wanting(wish)
                            .times(now, due, "")
                            .decide()))
                    .as("urgent")
                    .isEqualTo(otherwise);
            assertThat(word(Ask.of(Ask.type(Priority.NORMAL, false).category("alarm"))
                            .wanting(wish)
                            .times(now, due, "")
                            .decide()))
                    .as("a category that never waits for it")
                    .isEqualTo(otherwise);
        }
    }

    @Test
    void a_wish_that_can_never_be_met_gives_way() {
        Preferences wish = NIGHT.prefer(EMAIL, PreferredTime.at("23:00"));
        Ask ask = Ask.of(Ask.type(Priority.LOW, false)).wanting(wish).times("2026-03-02T12:00", "2026-03-02T12:00", "");
        assertThat(word(ask.decide())).isEqualTo("send");
    }

    @Test
    void who_is_always_quiet_gets_nothing_and_the_reason_says_so() {
        Preferences always = Preferences.none().quiet(QuietHours.NONE.allDay(DayOfWeek.values()));
        for (String deadline : List.of("", "2026-03-03T07:00")) {
            Ask ask = Ask.of(Ask.type(Priority.HIGH, false))
                    .wanting(always)
                    .times("2026-03-02T12:00", "2026-03-02T12:00", deadline);
            assertThat(word(ask.decide())).isEqualTo("SUPPRESSED");
            assertThat(ask.decide().asText()).isEqualTo("no hour of a whole year is open: quiet hours 00:00-24:00");
        }
    }

    @Test
    void before_its_time_nothing_is_closed_for_what_may_change_by_then() {
        Preferences off = NIGHT.turnOffEverything();
        Ask ask = Ask.of(Ask.type(Priority.NORMAL, false)).wanting(off);
        assertThat(word(ask.times("2026-03-02T12:00", "2026-03-03T03:00", "2026-03-03T07:00")
                        .decide()))
                .isEqualTo("hold 2026-03-02T21:59");
        assertThat(word(ask.times("2026-03-02T21:59", "2026-03-03T03:00", "2026-03-03T07:00")
                        .decide()))
                .as("it would go out now")
                .isEqualTo("SUPPRESSED");
        Contact paused = Contact.of("p").email("p@example.org").status(Contact.Status.PAUSED);
        Ask later = Ask.of(Ask.type(Priority.NORMAL, false)).reached(paused);
        assertThat(word(later.times("2026-03-02T12:00", "2026-03-03T12:00", "").decide()))
                .isEqualTo("hold 2026-03-03T12:00");
        assertThat(word(later.times("2026-03-03T12:00", "2026-03-03T12:00", "").decide()))
                .isEqualTo("SUPPRESSED");
    }

    @Test
    void what_may_have_to_go_out_earlier_is_looked_at_two_days_before() {
        Ask ask = Ask.of(Ask.type(Priority.NORMAL, false))
                .times("2026-02-20T12:00", "2026-03-03T03:00", "2026-03-03T07:00");
        assertThat(ask.firstLook()).isEqualTo(lisbon("2026-03-01T03:00"));
        assertThat(ask.times("2026-03-02T12:00", "2026-03-03T03:00", "2026-03-03T07:00")
                        .firstLook())
                .isEqualTo(lisbon("2026-03-02T12:00"));
        assertThat(ask.times("2026-02-20T12:00", "2026-03-03T03:00", "").firstLook())
                .isEqualTo(lisbon("2026-03-03T03:00"));
        for (IfQuiet other : List.of(IfQuiet.SEND_AFTER, IfQuiet.SEND_ANYWAY, IfQuiet.DROP)) {
            assertThat(ask.ifQuiet(other).firstLook()).isEqualTo(lisbon("2026-03-03T03:00"));
        }
    }

    @Test
    void the_trace_tells_it_in_the_words_and_times_of_the_recipient() {
        Ask ask = Ask.of(Ask.type(Priority.NORMAL, false)).wanting(NIGHT);
        assertThat(ask.times("2026-03-02T23:00", "2026-03-02T23:00", "")
                        .decide()
                        .asText())
                .isEqualTo("held until 08:00 Europe/Lisbon: quiet hours 22:00-08:00");
        assertThat(ask.times("2026-03-02T12:00", "2026-03-05T12:00", "")
                        .decide()
                        .asText())
                .isEqualTo("held until 2026-03-05 12:00 Europe/Lisbon: scheduled");
        assertThat(ask.times("2026-03-02T12:00", "2026-03-03T03:00", "2026-03-03T07:00")
                        .decide()
                        .asText())
                .isEqualTo("held until 21:59 Europe/Lisbon: before quiet hours 22:00-08:00,"
                        + " since it is of no use at 07:00 Europe/Lisbon");
        assertThat(ask.times("2026-03-02T23:00", "2026-03-02T23:00", "2026-03-03T07:00")
                        .decide()
                        .asText())
                .isEqualTo("sent at once, in quiet hours 22:00-08:00, since it is of no use at 07:00 Europe/Lisbon");
    }
}
