package dev.notify.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.delivery.Outcome;
import dev.notify.http.HttpEnd.Reply;
import dev.notify.http.HttpEnd.Trouble;
import dev.notify.http.HttpEnd.Trouble.Kind;
import dev.notify.model.InvalidInputException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A sender against servers that do what servers do, and what none should. */
@Timeout(60)
class HttpSenderTest {

    private static final Duration QUICK = Duration.ofMillis(400);
    private static final Instant NOW = Instant.parse("2026-03-09T10:00:00Z");

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private PlayedServer server(PlayedServer.Part part) throws IOException {
        PlayedServer server = new PlayedServer(part);
        open.add(server);
        return server;
    }

    private static HttpEnd post(PlayedServer server, HttpSenderBuilder sender) {
        return sender.timeouts(Duration.ofSeconds(5), QUICK).build().send(call(server));
    }

    private static HttpCall call(PlayedServer server) {
        return HttpCall.postJson(URI.create(server.url("/in?x=1")), Map.of("a", "\u00fc"));
    }

    private static Trouble trouble(HttpEnd end) {
        return (Trouble) end;
    }

    @Test
    void hands_over_method_headers_and_body_and_reads_the_answer() throws Exception {
        PlayedServer server = server(PlayedServer.answer(201, "{\"sid\":\"SM1\",\"n\":2}", "X-Id: 7"));

        Reply reply = (Reply) server.sender()
                .build()
                .send(call(server).header("X-Trace", "t1").basic("me", "s:cret"));

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.good()).isTrue();
        assertThat(reply.whole()).isTrue();
        assertThat(reply.header("x-ID")).contains("7");
        assertThat(reply.json()).isEqualTo(Map.of("sid", "SM1", "n", 2L));
        PlayedServer.Asked asked = server.asked().remove();
        assertThat(asked.path()).isEqualTo("/in?x=1");
        assertThat(new String(asked.body().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .isEqualTo("{\"a\":\"\u00fc\"}");
        assertThat(asked.header("content-type")).isEqualTo("application/json");
        assertThat(asked.header("x-trace")).isEqualTo("t1");
        assertThat(asked.header("authorization")).isEqualTo("Basic bWU6czpjcmV0");
        assertThat(asked.headers()).doesNotContainKey("upgrade");
    }

    @Test
    void encodes_forms() throws Exception {
        PlayedServer server = server(PlayedServer.answer(200, ""));
        Map<String, String> form = new TreeMap<>(Map.of("To", "+15550100042", "Body", "a&b=c \u00fc"));

        server.sender().build().send(HttpCall.postForm(URI.create(server.url("/f")), form));

        assertThat(server.asked().remove().body()).isEqualTo("Body=a%26b%3Dc+%C3%BC&To=%2B15550100042");
    }

    @Test
    void does_not_follow_a_redirect() throws Exception {
        PlayedServer inside = server(PlayedServer.answer(200, "secret"));
        PlayedServer server = server(PlayedServer.answer(307, "", "Location: " + inside.url("/")));

        HttpEnd end = post(server, server.sender());

        assertThat(((Reply) end).status()).isEqualTo(307);
        assertThat(inside.connections()).isZero();
        assertThat(HttpOutcomes.ofEndpoint(end, NOW)).isInstanceOf(Outcome.Rejected.class);
        assertThat(HttpOutcomes.ofGateway(end, NOW).word()).isEqualTo("misconfigured");
    }

    @Test
    void reads_no_more_of_an_endless_answer_than_it_may() throws Exception {
        CountDownLatch hungUp = new CountDownLatch(1);
        PlayedServer server = server((asked, out) -> {
            try {
                out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                while (true) {
                    out.write(new byte[8_192]);
                }
            } catch (IOException e) {
                hungUp.countDown();
                throw e;
            }
        });

        Reply reply = (Reply) server.sender().largestAnswer(10_000).build().send(call(server));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).hasSize(10_000);
        assertThat(reply.whole()).isFalse();
        assertThat(hungUp.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void takes_the_status_of_an_answer_whose_body_never_ends() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        open.add(over::countDown);
        PlayedServer server = server((asked, out) -> {
            out.write("HTTP/1.1 202 OK\r\nContent-Length: 9\r\n\r\nslow".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            over.await();
        });

        HttpEnd end = post(server, server.sender());

        assertThat(((Reply) end).status()).isEqualTo(202);
        assertThat(((Reply) end).whole()).isFalse();
    }

    @Test
    void gives_up_on_headers_that_never_end_and_cannot_tell_what_was_done() throws Exception {
        AtomicInteger lines = new AtomicInteger();
        CountDownLatch over = new CountDownLatch(1);
        open.add(over::countDown);
        PlayedServer server = server((asked, out) -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            while (!over.await(50, TimeUnit.MILLISECONDS)) {
                out.write(("X-" + lines.incrementAndGet() + ": a\r\n").getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
        });

        Trouble end = trouble(post(server, server.sender()));

        assertThat(end.kind()).isEqualTo(Kind.SLOW);
        assertThat(end.mayHaveArrived()).isTrue();
        assertThat(lines).hasValueGreaterThan(0);
        assertThat(HttpOutcomes.ofGateway(end, NOW)).isInstanceOf(Outcome.MaybeSent.class);
        assertThat(HttpOutcomes.ofEndpoint(end, NOW)).isInstanceOf(Outcome.MaybeSent.class);
    }

    @Test
    void a_connection_that_ends_without_an_answer_may_have_carried_the_call() throws Exception {
        PlayedServer server = server((asked, out) -> {});

        Trouble end = trouble(post(server, server.sender()));

        assertThat(end.kind()).isEqualTo(Kind.LOST);
        assertThat(end.mayHaveArrived()).isTrue();
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void what_may_be_repeated_is_repeated_once_at_once() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        PlayedServer server = server((asked, out) -> {
            if (calls.incrementAndGet() > 1) {
                PlayedServer.answer(200, "").play(asked, out);
            }
        });

        HttpEnd end = server.sender().build().send(call(server).repeatable());

        assertThat(((Reply) end).good()).isTrue();
        assertThat(calls).hasValue(2);

        PlayedServer dead = server((asked, out) -> {});
        assertThat(trouble(dead.sender().build().send(call(dead).repeatable())).kind())
                .isEqualTo(Kind.LOST);
        assertThat(dead.connections()).isEqualTo(2);
    }

    @Test
    void garbage_is_no_answer() throws Exception {
        PlayedServer server =
                server((asked, out) -> out.write("SSH-2.0-x\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));

        assertThat(trouble(post(server, server.sender())).mayHaveArrived()).isTrue();
    }

    @Test
    void where_nobody_listens_nothing_has_arrived() throws Exception {
        String origin;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            origin = "http://127.0.0.1:" + closed.getLocalPort();
        }
        HttpSender sender = HttpSender.builder()
                .guard(EndpointGuard.publicHttps().allow(origin))
                .build();

        Trouble end = trouble(sender.send(HttpCall.postJson(URI.create(origin), Map.of())));

        assertThat(end.kind()).isEqualTo(Kind.NO_CONNECTION);
        assertThat(end.mayHaveArrived()).isFalse();
        assertThat(HttpOutcomes.ofGateway(end, NOW).word()).isEqualTo("unavailable");
        assertThat(HttpOutcomes.ofEndpoint(end, NOW).word()).isEqualTo("try-again");
    }

    @Test
    void a_server_that_speaks_no_tls_gets_nothing() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 9, InetAddress.getByName("127.0.0.1"))) {
            Thread server = new Thread(() -> {
                try (Socket one = plain.accept()) {
                    one.getInputStream().read(new byte[100]);
                    one.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    one.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // The client hung up.
                }
            });
            server.start();
            String origin = "https://127.0.0.1:" + plain.getLocalPort();
            HttpSender sender = HttpSender.builder()
                    .guard(EndpointGuard.publicHttps().allow(origin))
                    .timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5))
                    .build();

            Trouble end = trouble(sender.send(HttpCall.postJson(URI.create(origin), Map.of("a", "b"))));
            server.join();

            assertThat(end.kind()).isEqualTo(Kind.NO_TRUST);
            assertThat(end.mayHaveArrived()).isFalse();
            assertThat(HttpOutcomes.ofGateway(end, NOW).word()).isEqualTo("misconfigured");
        }
    }

    @Test
    void goes_nowhere_the_guard_forbids() throws Exception {
        PlayedServer server = server(PlayedServer.answer(200, ""));

        Trouble end = trouble(HttpSender.create().send(call(server)));

        assertThat(end.kind()).isEqualTo(Kind.NOT_ALLOWED);
        assertThat(server.connections()).isZero();
        assertThat(HttpOutcomes.ofGateway(end, NOW).word()).isEqualTo("misconfigured");
        assertThat(HttpOutcomes.ofEndpoint(end, NOW).word()).isEqualTo("rejected");
    }

    @Test
    void leaves_a_server_alone_that_asked_for_a_pause() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        PlayedServer server = server(PlayedServer.answer(200, ""));
        HttpSender sender = server.sender().clock(now::get).build();

        sender.quiet(URI.create(server.url("/x")), Duration.ofSeconds(90));
        now.set(NOW.plusSeconds(30));
        Trouble end = trouble(sender.send(call(server)));
        now.set(NOW.plusSeconds(90));
        HttpEnd later = sender.send(call(server));

        assertThat(end.kind()).isEqualTo(Kind.COOLING);
        assertThat(end.after()).isEqualTo(Duration.ofSeconds(60));
        assertThat(HttpOutcomes.ofEndpoint(end, NOW))
                .isEqualTo(Outcome.tryAgain(Duration.ofSeconds(60), "the server asked for a pause"));
        assertThat(((Reply) later).good()).isTrue();
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void has_no_more_calls_under_way_to_one_server_than_it_may() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch in = new CountDownLatch(2);
        open.add(go::countDown);
        PlayedServer server = server((asked, out) -> {
            in.countDown();
            go.await();
            PlayedServer.answer(200, "").play(asked, out);
        });
        HttpSender sender = server.sender()
                .atOncePerServer(2)
                .timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5))
                .build();
        List<HttpEnd> ends = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread thread = new Thread(() -> {
                HttpEnd end = sender.send(call(server));
                synchronized (ends) {
                    ends.add(end);
                }
            });
            threads.add(thread);
            thread.start();
        }

        assertThat(in.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(server.connections()).isEqualTo(2);
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(ends).hasSize(3).allMatch(end -> end instanceof Reply reply && reply.good());
    }

    @Test
    void an_interrupt_ends_the_call_and_stays() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        open.add(over::countDown);
        Thread me = Thread.currentThread();
        PlayedServer server = server((asked, out) -> {
            me.interrupt();
            over.await();
        });

        Trouble end = trouble(server.sender().build().send(call(server)));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(end.kind()).isEqualTo(Kind.INTERRUPTED);
        assertThat(end.mayHaveArrived()).isTrue();
    }

    @Test
    void a_header_cannot_begin_another_line() {
        HttpCall call = HttpCall.postJson(URI.create("https://example.org/secret-path"), Map.of());

        for (String value : List.of("a\r\nX: b", "a\nb", "a\0b", "\u560d")) {
            assertThatThrownBy(() -> call.header("X-Ref", value))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("header X-Ref has a character at place ");
        }
        assertThatThrownBy(() -> call.header("X Ref", "a")).isInstanceOf(InvalidInputException.class);
        assertThat(call).hasToString("HttpCall[https://example.org]");
    }

    @Test
    void settings_that_are_wrong_or_doubled_are_refused_by_name() {
        assertThatThrownBy(() -> HttpSender.builder().largestAnswer(0)).hasMessageStartingWith("largestAnswer must");
        assertThatThrownBy(() -> HttpSender.builder().atOncePerServer(0)).hasMessageStartingWith("atOncePerServer");
        assertThatThrownBy(() -> HttpSender.builder().timeouts(Duration.ZERO, QUICK))
                .hasMessageStartingWith("timeouts.connect must");
        assertThatThrownBy(() -> HttpSender.builder().largestAnswer(1).largestAnswer(1))
                .hasMessage("largestAnswer is given twice");
    }
}
