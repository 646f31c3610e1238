package dev.notify.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.model.InvalidInputException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointGuardTest {

    private final EndpointGuard guard = EndpointGuard.publicHttps();

    @TestFactory
    Stream<DynamicTest> refuses_every_hostile_spelling() throws Exception {
        List<String> lines;
        try (InputStream in = EndpointGuardTest.class.getResourceAsStream("hostile-endpoints.txt")) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
        assertThat(lines).hasSizeGreaterThan(85);
        return lines.stream()
                .map(line -> line.split("\t", 2))
                .map(parts -> DynamicTest.dynamicTest(
                        parts[1] + ": " + parts[0],
                        () -> assertThat(guard.refuses(parts[0])).isPresent()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org",
                "https://example.org/hook?a=b%20c",
                "https://EXAMPLE.org:443/hook",
                "https://8.8.8.8/",
                "https://[2606:4700::1111]/",
                "https://xn--bcher-kva.example/",
                "https://127.example.org/",
                "https://0x7f.example.org/"
            })
    void allows_what_is_public(String url) {
        assertThat(guard.refuses(url)).isEmpty();
    }

    @Test
    void says_what_is_wrong_and_shows_nothing_of_it() {
        assertThat(guard.refuses("http://example.org/token-77")).contains("is no https URL");
        assertThat(guard.refuses("https://me@example.org/token-77"))
                .contains("has a user in it: write it without what stands before the @");
        assertThat(guard.refuses("https://10.1.2.3/token-77")).contains("goes to a private network");
        assertThat(guard.refuses("https://2130706433/token-77")).contains("has an IP address in an odd spelling");
        assertThat(guard.refuses("https://example.org:8080/token-77")).contains("goes to port 8080: allowed are [443]");
        assertThat(guard.refuses("https://example.org/" + "a".repeat(2_000)).orElseThrow())
                .contains("at most 2000");
    }

    @Test
    void allows_a_private_server_by_name_alone() {
        EndpointGuard wider = guard.allow("http://127.0.0.1:8080", "https://hooks.ward:8443");

        assertThat(wider.refuses("http://127.0.0.1:8080/x")).isEmpty();
        assertThat(wider.refuses("https://hooks.ward:8443/x")).isEmpty();
        assertThat(wider.refuses("http://127.0.0.1:8081/x")).isPresent();
        assertThat(wider.refuses("http://127.0.0.2:8080/x")).isPresent();
        assertThat(wider.refuses("https://127.0.0.1:8080/x")).isPresent();
        assertThat(wider.refuses("http://x@127.0.0.1:8080/x")).isPresent();
    }

    @Test
    void allows_only_the_hosts_of_a_list() {
        EndpointGuard narrow = guard.only("push.example", "*.notify.example");

        assertThat(narrow.refuses("https://push.example/x")).isEmpty();
        assertThat(narrow.refuses("https://a.b.notify.example/x")).isEmpty();
        assertThat(narrow.refuses("https://notify.example/x")).isPresent();
        assertThat(narrow.refuses("https://evilpush.example/x")).isPresent();
        assertThat(narrow.refuses("https://push.example.evil.example/x")).isPresent();
    }

    @Test
    void allows_other_ports_when_told_to() {
        assertThat(guard.ports(443, 8443).refuses("https://example.org:8443/")).isEmpty();
        assertThat(guard.ports(8443).refuses("https://example.org/")).isPresent();
    }

    @Test
    void looks_again_at_every_call_since_names_come_to_mean_other_addresses() throws Exception {
        Deque<InetAddress> answers =
                new ArrayDeque<>(List.of(InetAddress.getByName("8.8.8.8"), InetAddress.getByName("169.254.169.254")));
        EndpointGuard rebound = guard.resolver(host -> List.of(answers.remove()));
        URI url = URI.create("https://rebinding.example/x");

        assertThat(rebound.refuses(url.toString())).isEmpty();
        assertThat(rebound.refusesNow(url)).isEmpty();
        assertThat(rebound.refusesNow(url)).contains("goes to a private network");
    }

    @Test
    void refuses_a_name_that_means_a_private_address_among_others() throws Exception {
        InetAddress[] both = {InetAddress.getByName("8.8.8.8"), InetAddress.getByName("fd00::1")};

        assertThat(guard.resolver(host -> Arrays.asList(both)).refusesNow(URI.create("https://two.example/")))
                .isPresent();
    }

    @Test
    void leaves_an_unknown_name_to_the_connection() {
        EndpointGuard nobody = guard.resolver(host -> {
            throw new UnknownHostException(host);
        });

        assertThat(nobody.refusesNow(URI.create("https://nobody.example/"))).isEmpty();
    }

    @Test
    void settings_that_are_wrong_are_refused_by_name() {
        for (String origin : List.of("example.org", "https://example.org/path", "ftp://example.org", "https://u@h:1")) {
            assertThatThrownBy(() -> guard.allow(origin))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("allow ");
        }
        assertThatThrownBy(() -> guard.only("https://x")).hasMessageStartingWith("only ");
        assertThatThrownBy(() -> guard.ports(0)).hasMessage("ports has 0: ports are 1 to 65535");
    }
}
