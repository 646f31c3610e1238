package dev.notify.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.http.HttpEnd.Reply;
import dev.notify.http.HttpEnd.Trouble;
import dev.notify.http.HttpEnd.Trouble.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What HTTP/2 adds to the ways a call can end. */
@Timeout(60)
class StreamsTest {

    private static HttpSenderBuilder sender(StreamServer server) throws Exception {
        return HttpSender.builder()
                .guard(EndpointGuard.publicHttps().allow(server.origin()))
                .trusting(Certificates.good())
                .timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10));
    }

    private static HttpCall call(StreamServer server) {
        return HttpCall.postJson(URI.create(server.origin() + "/"), Map.of("a", "b"));
    }

    @Test
    void several_calls_share_one_connection() throws Exception {
        try (StreamServer server =
                new StreamServer(Certificates.good(), 100, (n, stream, out) -> StreamServer.ok(stream, out))) {
            HttpSender sender = sender(server).build();
            for (int i = 0; i < 3; i++) {
                assertThat(((Reply) sender.send(call(server))).status()).isEqualTo(200);
            }
            assertThat(server.calls()).isEqualTo(3);
        }
    }

    @Test
    void a_call_there_is_no_stream_for_has_not_arrived() throws Exception {
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (StreamServer server = new StreamServer(Certificates.good(), 1, (n, stream, out) -> {
            if (n == 2) {
                taken.countDown();
                go.await();
            }
            StreamServer.ok(stream, out);
        })) {
            HttpSender sender = sender(server).build();
            sender.send(call(server)); // from now on the client knows the limit
            AtomicReference<HttpEnd> first = new AtomicReference<>();
            Thread other = new Thread(() -> first.set(sender.send(call(server))));
            other.start();
            assertThat(taken.await(20, TimeUnit.SECONDS)).isTrue();

            Trouble second = (Trouble) sender.send(call(server));
            go.countDown();
            other.join();

            assertThat(second.kind()).isEqualTo(Kind.BUSY);
            assertThat(second.mayHaveArrived()).isFalse();
            assertThat(((Reply) first.get()).good()).isTrue();
            assertThat(server.calls()).isEqualTo(2);
        }
    }

    @Test
    void calls_beyond_the_limit_of_streams_wait_for_their_turn() throws Exception {
        try (StreamServer server =
                new StreamServer(Certificates.good(), 2, (n, stream, out) -> StreamServer.ok(stream, out))) {
            HttpSender sender = sender(server).atOncePerServer(1).build();
            List<HttpEnd> ends = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                Thread thread = new Thread(() -> {
                    HttpEnd end = sender.send(call(server));
                    synchronized (ends) {
                        ends.add(end);
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(ends).hasSize(12).allMatch(end -> end instanceof Reply reply && reply.good());
        }
    }

    @Test
    void a_server_that_goes_away_in_the_middle_may_have_got_the_call() throws Exception {
        try (StreamServer server =
                new StreamServer(Certificates.good(), 100, (n, stream, out) -> StreamServer.goAway(stream, out))) {
            Trouble end = (Trouble) sender(server).build().send(call(server));

            assertThat(end.kind()).isEqualTo(Kind.LOST);
            assertThat(end.mayHaveArrived()).isTrue();
        }
    }

    @Test
    void what_may_be_repeated_goes_to_the_next_connection_when_a_server_goes_away() throws Exception {
        try (StreamServer server = new StreamServer(Certificates.good(), 100, (n, stream, out) -> {
            if (n == 1) {
                StreamServer.goAway(stream, out);
            } else {
                StreamServer.ok(stream, out);
            }
        })) {
            HttpEnd end = sender(server).build().send(call(server).repeatable());

            assertThat(((Reply) end).good()).isTrue();
            assertThat(server.calls()).isEqualTo(2);
        }
    }

    @Test
    void a_server_under_another_name_gets_nothing() throws Exception {
        try (StreamServer server =
                new StreamServer(Certificates.ofAnother(), 100, (n, stream, out) -> StreamServer.ok(stream, out))) {
            HttpSender sender = HttpSender.builder()
                    .guard(EndpointGuard.publicHttps().allow(server.origin()))
                    .trusting(Certificates.ofAnother())
                    .build();

            Trouble end = (Trouble) sender.send(call(server));

            assertThat(end.kind()).isEqualTo(Kind.NO_TRUST);
            assertThat(end.mayHaveArrived()).isFalse();
            assertThat(server.calls()).isZero();
        }
    }
}
