package dev.rollcall.http.client.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class EndpointTest {
    private static Endpoint endpoint(String uri) {
        return new Endpoint(Origin.of(URI.create(uri)));
    }

    private static void unexpected() {
        throw new AssertionError("nothing had to be looked up");
    }

    /** Waits until the name was looked up. */
    private static void awaitLookUp(Endpoint endpoint) throws Exception {
        var known = new CountDownLatch(1);
        if (endpoint.addresses(known::countDown).isEmpty()) {
            known.await();
        }
    }

    @ParameterizedTest
    @CsvSource({"http://127.0.0.1:9100/, 127.0.0.1, 9100", "https://[::1]/, ::1, 443"})
    void an_ip_address_is_known_at_once(String uri, String address, int port) throws Exception {
        assertThat(endpoint(uri).addresses(EndpointTest::unexpected))
                .contains(List.of(new InetSocketAddress(InetAddress.ofLiteral(address), port)));
    }

    @Test
    void all_who_wait_for_a_name_are_told() throws Exception {
        Endpoint endpoint = endpoint("http://localhost:9100/");
        var told = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            if (endpoint.addresses(told::countDown).isPresent()) {
                told.countDown();
            }
        }
        told.await();
        assertThat(endpoint.addresses(EndpointTest::unexpected))
                .hasValueSatisfying(
                        address -> assertThat(address.getFirst().getAddress().isLoopbackAddress())
                                .isTrue());
    }

    @Test
    void an_unknown_name_is_told_too() throws Exception {
        Endpoint endpoint = endpoint("http://unknown.invalid/");
        awaitLookUp(endpoint);
        assertThatThrownBy(() -> endpoint.addresses(EndpointTest::unexpected)).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void an_address_that_takes_no_connection_gives_way_to_the_next() throws Exception {
        Endpoint endpoint = endpoint("http://localhost:9100/");
        awaitLookUp(endpoint);
        InetSocketAddress first =
                endpoint.addresses(EndpointTest::unexpected).orElseThrow().getFirst();
        InetSocketAddress address = first;
        endpoint.failed(address);
        assertThat(endpoint.addresses(EndpointTest::unexpected).orElseThrow()).contains(first);
    }
}
