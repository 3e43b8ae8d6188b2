package dev.rollcall.http.client.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.http.client.network.Origin;
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

    private static List<InetSocketAddress> known(Endpoint endpoint) throws Exception {
        return endpoint.addresses(EndpointTest::unexpected).orElseThrow();
    }

    /** Waits until the name was looked up. */
    private static void awaitLookUp(Endpoint endpoint) throws Exception {
        var known = new CountDownLatch(1);
        if (endpoint.addresses(known::countDown).isEmpty()) {
            known.await();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:9100/, 127.0.0.1, 9100",
        "https://[::1]/, ::1, 443",
        "http://[fe80::1%251]/, fe80::1%1, 80"
    })
    void an_ip_address_is_known_at_once(String uri, String address, int port) throws Exception {
        assertThat(known(endpoint(uri))).containsExactly(new InetSocketAddress(InetAddress.ofLiteral(address), port));
    }

    @ParameterizedTest
    @CsvSource({"http://localhost:9100/", "http://localhost.:9100/"})
    void a_name_is_looked_up_complete_or_not(String uri) throws Exception {
        Endpoint endpoint = endpoint(uri);
        awaitLookUp(endpoint);
        assertThat(known(endpoint)).isNotEmpty().allSatisfy(address -> {
            assertThat(address.getAddress().isLoopbackAddress()).isTrue();
            assertThat(address.getPort()).isEqualTo(9100);
        });
    }

    @Test
    void an_unknown_name_is_told_too() throws Exception {
        Endpoint endpoint = endpoint("http://unknown.invalid/");
        awaitLookUp(endpoint);
        assertThatThrownBy(() -> known(endpoint)).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void it_learns_which_addresses_can_be_reached() throws Exception {
        InetAddress one = InetAddress.ofLiteral("10.0.0.1");
        InetAddress other = InetAddress.ofLiteral("10.0.0.2");
        var endpoint = new Endpoint(
                Origin.of(URI.create("http://h/")),
                () -> {
                    throw new AssertionError("no TLS is needed");
                },
                host -> List.of(one, other));
        awaitLookUp(endpoint);
        endpoint.failed(new InetSocketAddress(one, 80));
        assertThat(known(endpoint)).extracting(InetSocketAddress::getAddress).containsExactly(other, one);
        endpoint.reached(new InetSocketAddress(one, 80));
        assertThat(known(endpoint)).extracting(InetSocketAddress::getAddress).containsExactly(one, other);
    }
}
