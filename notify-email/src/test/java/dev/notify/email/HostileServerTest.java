package dev.notify.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.channel.AttachedFile;
import dev.notify.channel.Enclosures;
import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.model.Address;
import dev.notify.testing.laws.SampleMessages;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A server that does everything wrong: the outcome is the right one, nobody is stuck, and no mail is given away twice. */
class HostileServerTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(600);

    private enum Ends {
        SENT,
        AGAIN,
        /** The account's trouble: no try is burnt, another account takes it. */
        AWAY,
        /** The same, and somebody has to put it right. */
        REFUSED,
        REJECTED,
        DEAD,
        MAYBE
    }

    /** One way to misbehave, and what must come of it. */
    private record Case(String name, UnaryOperator<ScriptedServer> script, Ends ends, long datas, Duration reply) {}

    private final List<Case> cases = new ArrayList<>();

    private void answered(String verb, String reply, Ends ends, long datas) {
        cases.add(new Case(verb + " answers " + reply, s -> s.on(verb, reply), ends, datas, LONG));
    }

    private void does(String name, String verb, ScriptedServer.Step step, Ends ends, long datas) {
        cases.add(new Case(name, s -> s.on(verb, step), ends, datas, LONG));
    }

    private void hangs(String name, String verb, ScriptedServer.Step step, Ends ends, long datas) {
        cases.add(new Case(name, s -> s.on(verb, step), ends, datas, SHORT));
    }

    private void answers() {
        answered("CONNECT", "554 5.7.1 no service for you", Ends.REFUSED, 0);
        answered("CONNECT", "421 4.3.2 shutting down", Ends.AWAY, 0);
        answered("MAIL", "452 4.3.1 no room", Ends.AGAIN, 0);
        answered("MAIL", "550 5.1.8 sender unknown", Ends.REFUSED, 0);
        answered("MAIL", "530 5.7.0 log in first", Ends.REFUSED, 0);
        answered("MAIL", "451 4.3.0 later", Ends.AWAY, 0);
        answered("MAIL", "552 5.3.4 too large", Ends.REJECTED, 0);
        answered("MAIL", "550 5.6.7 not ASCII", Ends.REJECTED, 0);
        answered("RCPT", "550 5.1.1 <canary.person@clinic.example> who?", Ends.DEAD, 0);
        answered("RCPT", "550-5.1.1 no\r\n550 5.1.1 such", Ends.DEAD, 0);
        answered("RCPT", "550 5.1.10 null MX", Ends.DEAD, 0);
        answered("RCPT", "550 5.2.1 disabled", Ends.DEAD, 0);
        answered("RCPT", "550 canary.person unknown", Ends.REJECTED, 0);
        answered("RCPT", "550 5.7.1 policy", Ends.REJECTED, 0);
        answered("RCPT", "554 5.7.1 your address is blocked", Ends.REJECTED, 0);
        answered("RCPT", "450 4.2.1 slower", Ends.AGAIN, 0);
        answered("RCPT", "452 4.5.3 too many", Ends.AWAY, 0);
        answered("RCPT", "552 5.2.2 mailbox full", Ends.AGAIN, 0);
        answered("RCPT", "550 5.4.5 daily limit", Ends.AWAY, 0);
        answered("RCPT", "421 4.7.0 come back", Ends.AWAY, 0);
        answered("RCPT", "450 4.7.1 greylisted, come back", Ends.AGAIN, 0);
        answered("RCPT", "452 4.2.2 over quota", Ends.AGAIN, 0);
        answered("RCPT", "552 5.2.2 daily quota of the mailbox is used up", Ends.AGAIN, 0);
        answered("RCPT", "530 5.7.57 not logged in", Ends.REFUSED, 0);
        answered("RCPT", "550 5.1.90 too many recipients today", Ends.AWAY, 0);
        answered("RCPT", "550 max emails per hour (150/150)", Ends.AWAY, 0);
        answered("RCPT", "what?", Ends.AGAIN, 0);
        answered("RCPT", "999 what?", Ends.AGAIN, 0);
        answered("END", "250 done", Ends.SENT, 1);
        answered("END", "554 5.7.1 spam", Ends.REJECTED, 1);
        answered("END", "550 5.1.1 nobody", Ends.DEAD, 1);
        answered("END", "451 4.3.0 later", Ends.AGAIN, 1);
        answered("END", "421 4.3.0 closing", Ends.AGAIN, 1);
        answered("END", "421 4.7.28 too fast", Ends.AWAY, 1);
        answered("END", "454 Throttling failure: maximum sending rate", Ends.AWAY, 1);
        answered("END", "550 5.7.1 daily sending limit", Ends.AWAY, 1);
        answered("END", "354 what?", Ends.MAYBE, 1);
        answered("END", "what?", Ends.MAYBE, 1);
    }

    private void odd() {
        does(
                "is slow to greet",
                "CONNECT",
                t -> {
                    t.hang(800);
                    t.say("220 hello");
                },
                Ends.SENT,
                1);
        does(
                "takes its time for the last answer",
                "END",
                t -> {
                    t.hang(1_500);
                    t.say("250 2.0.0 at last");
                },
                Ends.SENT,
                1);
        does("hangs up at once", "CONNECT", ScriptedServer.Talk::hangUp, Ends.AWAY, 0);
        does("resets at once", "CONNECT", ScriptedServer.Talk::reset, Ends.AWAY, 0);
        does("hangs up at RCPT", "RCPT", ScriptedServer.Talk::hangUp, Ends.AGAIN, 0);
        does("hangs up at DATA", "DATA", ScriptedServer.Talk::hangUp, Ends.AGAIN, 1);
        does(
                "refuses DATA",
                "DATA",
                t -> {
                    t.say("554 5.5.1 no");
                    t.hangUp();
                },
                Ends.REJECTED,
                1);
        does(
                "refuses DATA for now",
                "DATA",
                t -> {
                    t.say("451 4.3.0 no");
                    t.hangUp();
                },
                Ends.AGAIN,
                1);
        does("hangs up at the end", "END", ScriptedServer.Talk::hangUp, Ends.MAYBE, 1);
        does("resets at the end", "END", ScriptedServer.Talk::reset, Ends.MAYBE, 1);
        does(
                "refuses and hangs up",
                "END",
                t -> {
                    t.say("550 5.7.1 spam");
                    t.hangUp();
                },
                Ends.REJECTED,
                1);
        does(
                "takes it and hangs up",
                "END",
                t -> {
                    t.say("250 2.0.0 mine");
                    t.hangUp();
                },
                Ends.SENT,
                1);
        does(
                "talks without end",
                "MAIL",
                t -> {
                    while (true) {
                        t.raw("250-" + "x".repeat(10_000));
                    }
                },
                Ends.AWAY,
                0);
        does("has many lines", "RCPT", t -> t.say("250-2.1.5 a\r\n250-2.1.5 b\r\n250 2.1.5 c"), Ends.SENT, 1);
    }

    private void silent() {
        hangs("never greets", "CONNECT", ScriptedServer.Talk::hang, Ends.AWAY, 0);
        hangs("never answers EHLO", "EHLO", ScriptedServer.Talk::hang, Ends.AWAY, 0);
        hangs("never answers MAIL", "MAIL", ScriptedServer.Talk::hang, Ends.AWAY, 0);
        hangs("never answers RCPT", "RCPT", ScriptedServer.Talk::hang, Ends.AGAIN, 0);
        hangs("never answers DATA", "DATA", ScriptedServer.Talk::hang, Ends.AGAIN, 1);
        hangs("never answers the end", "END", ScriptedServer.Talk::hang, Ends.MAYBE, 1);
        hangs(
                "trickles",
                "MAIL",
                t -> {
                    while (true) {
                        t.raw("2");
                        t.hang(50);
                    }
                },
                Ends.AWAY,
                0);
    }

    @TestFactory
    List<DynamicTest> the_outcome_is_the_right_one() {
        answers();
        odd();
        silent();
        return cases.stream()
                .map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)))
                .toList();
    }

    private static void check(Case c) throws Exception {
        try (ScriptedServer server = c.script().apply(new ScriptedServer())) {
            EmailChannel channel = plain(server, c.reply(), c.reply());
            try {
                channel.start();
                long before = System.nanoTime();
                Outcome outcome = channel.deliver(SampleMessages.by(channel.name()));
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(channel.timeout());
                assertThat(ends(outcome)).as("%s", outcome).isEqualTo(c.ends());
                assertThat(server.count("DATA")).as("DATA").isEqualTo(c.datas());
                assertThat(outcome.toString()).doesNotContain("canary").doesNotContain("clinic");
            } finally {
                channel.close();
            }
        }
    }

    private static EmailChannel plain(ScriptedServer server, Duration reply, Duration end) {
        return EmailChannel.smtp("localhost", server.port())
                .from("noreply@example.org")
                .insecureWithoutTls()
                .withoutCheckAtStart()
                .timeouts(LONG, reply, reply, end)
                .build();
    }

    private static Ends ends(Outcome outcome) {
        if (outcome instanceof Outcome.Rejected rejected) {
            return rejected.addressIsDead() ? Ends.DEAD : Ends.REJECTED;
        }
        if (outcome instanceof Outcome.Unavailable away) {
            return away.misconfigured() ? Ends.REFUSED : Ends.AWAY;
        }
        return outcome instanceof Outcome.Sent
                ? Ends.SENT
                : outcome instanceof Outcome.TryAgain ? Ends.AGAIN : Ends.MAYBE;
    }

    private static Message large() {
        byte[] bytes = new byte[6_000_000];
        return SampleMessages.by(dev.notify.model.ChannelName.EMAIL)
                .with(new Enclosures(
                        List.of(AttachedFile.of("a.bin", "application/octet-stream", null, bytes.length, () -> bytes)),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()));
    }

    @Test
    void a_server_that_stops_reading_stops_nobody() throws Exception {
        try (ScriptedServer server = new ScriptedServer().on("DATA", t -> {
            t.say("354 go on");
            t.hang();
        })) {
            EmailChannel channel = plain(server, Duration.ofSeconds(1), LONG);
            channel.start();
            long before = System.nanoTime();
            Outcome outcome = channel.deliver(large());
            assertThat(outcome).isInstanceOf(Outcome.TryAgain.class);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
            channel.close();
        }
    }

    @Test
    void a_connection_that_ends_in_the_middle_of_a_mail_did_not_take_it() throws Exception {
        try (ScriptedServer server = new ScriptedServer().on("DATA", t -> {
            t.say("354 go on");
            t.hear();
            t.reset();
        })) {
            EmailChannel channel = plain(server, LONG, LONG);
            channel.start();
            assertThat(channel.deliver(large())).isInstanceOf(Outcome.TryAgain.class);
            channel.close();
        }
    }

    @Test
    void nobody_listens() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        EmailChannel channel =
                EmailChannel.smtp("localhost", port).from("noreply@example.org").build();
        channel.start();
        Outcome outcome = channel.deliver(SampleMessages.by(channel.name()));
        assertThat(outcome).isEqualTo(Outcome.unavailable("the mail server cannot be reached"));
        channel.close();
    }

    @Test
    void a_kept_connection_that_was_closed_is_replaced_at_once() throws Exception {
        try (ScriptedServer server = new ScriptedServer().on("END", t -> {
            t.say("250 2.0.0 mine");
            t.hangUp();
        })) {
            takesAll(server, 3);
            assertThat(server.count("EHLO")).isEqualTo(3);
        }
    }

    @Test
    void a_kept_connection_that_says_421_is_replaced_at_once() throws Exception {
        int[] mails = {0};
        try (ScriptedServer server = new ScriptedServer()
                .on("MAIL", t -> t.say(++mails[0] == 2 ? "421 4.4.2 idle too long" : "250 2.1.0 ok"))) {
            takesAll(server, 2);
            assertThat(server.count("EHLO")).isEqualTo(2);
        }
    }

    /** Each is sent, once. */
    private static void takesAll(ScriptedServer server, int mails) throws Exception {
        EmailChannel channel = plain(server, LONG, LONG);
        channel.start();
        for (int i = 0; i < mails; i++) {
            assertThat(channel.deliver(SampleMessages.by(channel.name()))).isInstanceOf(Outcome.Sent.class);
        }
        assertThat(server.count("DATA")).isEqualTo(mails);
        channel.close();
    }

    @Test
    void a_refused_mail_leaves_the_connection_to_the_next_one() throws Exception {
        int[] times = {0};
        try (ScriptedServer server =
                new ScriptedServer().on("RCPT", t -> t.say(times[0]++ == 0 ? "550 5.1.1 no" : "250 2.1.5 ok"))) {
            EmailChannel channel = plain(server, LONG, LONG);
            channel.start();
            assertThat(channel.deliver(SampleMessages.by(channel.name()))).isInstanceOf(Outcome.Rejected.class);
            assertThat(channel.deliver(SampleMessages.by(channel.name()))).isInstanceOf(Outcome.Sent.class);
            assertThat(server.count("EHLO")).isEqualTo(1);
            assertThat(server.count("RSET")).isEqualTo(1);
            channel.close();
        }
    }

    @Test
    void pipelining_is_used_where_it_is_offered() throws Exception {
        try (ScriptedServer server = new ScriptedServer().on("EHLO", "250-x\r\n250 PIPELINING")) {
            EmailChannel channel = plain(server, LONG, LONG);
            channel.start();
            assertThat(channel.deliver(SampleMessages.by(channel.name()))).isInstanceOf(Outcome.Sent.class);
            server.on("MAIL", "550 5.7.1 no").on("RCPT", "503 5.5.1 no");
            assertThat(ends(channel.deliver(SampleMessages.by(channel.name())))).isEqualTo(Ends.REFUSED);
            assertThat(server.count("DATA")).isEqualTo(1);
            channel.close();
        }
    }

    @Test
    void an_address_that_is_not_ascii_goes_to_a_server_that_knows_it_and_to_no_other() throws Exception {
        try (ScriptedServer server = new ScriptedServer()) {
            EmailChannel channel = plain(server, LONG, LONG);
            channel.start();
            Message message = SampleMessages.to(Address.email("\u0141ukasz@clinic.example"));
            assertThat(channel.deliver(message)).isInstanceOf(Outcome.Rejected.class);
            assertThat(server.count("MAIL")).isZero();
            channel.close();
            server.on("EHLO", "250-x\r\n250 SMTPUTF8");
            EmailChannel other = plain(server, LONG, LONG);
            other.start();
            assertThat(other.deliver(message)).isInstanceOf(Outcome.Sent.class);
            assertThat(server.heard()).contains("RCPT TO:<\u0141ukasz@clinic.example>");
            assertThat(server.heard()).anyMatch(l -> l.startsWith("MAIL FROM:") && l.contains("SMTPUTF8"));
            other.close();
        }
    }

    @Test
    void a_mail_that_is_too_large_for_the_server_is_not_begun() throws Exception {
        try (ScriptedServer server = new ScriptedServer().on("EHLO", "250-x\r\n250 SIZE 100")) {
            EmailChannel channel = plain(server, LONG, LONG);
            channel.start();
            assertThat(channel.deliver(SampleMessages.by(channel.name()))).isInstanceOf(Outcome.Rejected.class);
            assertThat(server.count("MAIL")).isZero();
            channel.close();
        }
    }
}
