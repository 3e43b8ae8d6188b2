package dev.rollcall.http.server.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.HeaderNames;
import io.helidon.http.WritableHeaders;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardingTest {
    private static WritableHeaders<?> headers(String... namesAndValues) {
        WritableHeaders<?> headers = WritableHeaders.create();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(HeaderNames.create(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return headers;
    }

    private static List<String> clients(Forwarding forwarding, String... namesAndValues) {
        return forwarding.hops(headers(namesAndValues)).stream()
                .map(hop -> hop.client().map(InetAddress::getHostAddress).orElse("?"))
                .toList();
    }

    @Test
    void the_nearest_proxy_comes_first() {
        assertThat(clients(
                        Forwarding.X_FORWARDED,
                        "X-Forwarded-For",
                        "203.0.113.9, 10.0.0.1",
                        "X-Forwarded-For",
                        "10.0.0.2"))
                .containsExactly("10.0.0.2", "10.0.0.1", "203.0.113.9");
        assertThat(clients(
                        Forwarding.FORWARDED,
                        "Forwarded",
                        "for=203.0.113.9;proto=https, for=10.0.0.1",
                        "Forwarded",
                        "For=10.0.0.2"))
                .containsExactly("10.0.0.2", "10.0.0.1", "203.0.113.9");
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, 203.0.113.9",
        "203.0.113.9:4711, 203.0.113.9",
        "[2001:db8::1], 2001:db8:0:0:0:0:0:1",
        "[2001:db8::1]:4711, 2001:db8:0:0:0:0:0:1",
        "2001:db8::1, 2001:db8:0:0:0:0:0:1",
        "unknown, ?",
        "_hidden, ?",
        "example.org, ?",
    })
    void a_node_may_have_a_port_or_be_hidden(String node, String address) {
        assertThat(clients(Forwarding.X_FORWARDED, "X-Forwarded-For", node)).containsExactly(address);
        assertThat(clients(Forwarding.FORWARDED, "Forwarded", "for=\"" + node + "\""))
                .containsExactly(address);
    }

    @Test
    void each_element_has_its_own_scheme_and_host() {
        assertThat(Forwarding.FORWARDED.hops(headers(
                        "Forwarded",
                        "for=203.0.113.9; proto=https ;host=\"a.example\\.org:8443\" , for=10.0.0.1;proto=http")))
                .extracting(Forwarding.Hop::scheme, Forwarding.Hop::host)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Optional.of("http"), Optional.empty()),
                        org.assertj.core.groups.Tuple.tuple(Optional.of("https"), Optional.of("a.example.org:8443")));
    }

    @Test
    void the_last_of_several_schemes_and_hosts_counts_since_the_nearest_proxy_added_it() {
        assertThat(Forwarding.X_FORWARDED.hops(
                        headers("X-Forwarded-Proto", "http,https", "X-Forwarded-Host", "evil.example, a.example.org")))
                .containsExactly(
                        new Forwarding.Hop(Optional.empty(), Optional.of("https"), Optional.of("a.example.org")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"for", "for=\"10.0.0.1", "for=10.0.0.1 proto=http", "for=a b", "=", "for=10.0.0.1;;;\"", "\u0001"
            })
    void a_malformed_header_says_nothing(String header) {
        assertThat(clients(Forwarding.FORWARDED, "Forwarded", header)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", ", ,"})
    void neither_does_an_empty_one(String header) {
        assertThat(clients(Forwarding.FORWARDED, "Forwarded", header)).isEmpty();
        assertThat(clients(Forwarding.X_FORWARDED, "X-Forwarded-For", header)).containsExactly("?");
    }

    @Test
    void only_one_kind_is_read() {
        assertThat(clients(Forwarding.FORWARDED, "X-Forwarded-For", "203.0.113.9"))
                .isEmpty();
        assertThat(clients(Forwarding.X_FORWARDED, "Forwarded", "for=203.0.113.9"))
                .containsExactly("?");
    }
}
