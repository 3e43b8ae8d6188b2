package dev.rollcall.http.client.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResolverTest {
    /** What a process without IPv6 sees of some hosts, a line for each. */
    static final class WithoutIpv6 {
        private WithoutIpv6() {}

        public static void main(String[] hosts) {
            for (String host : hosts) {
                System.out.println(outcome(host));
            }
        }

        private static String outcome(String host) {
            try {
                return Resolver.PLATFORM.addresses(host).toString();
            } catch (IOException e) {
                return String.valueOf(e.getMessage());
            }
        }
    }

    @Test
    void where_java_prefers_the_ipv4_stack_other_hosts_fail_and_say_why() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.net.preferIPv4Stack=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithoutIpv6.class.getName(),
                        "127.0.0.1",
                        "localhost",
                        "::1",
                        "unknown.invalid")
                .redirectErrorStream(true)
                .start();
        assertThat(process.inputReader().readAllAsString().lines())
                .containsExactly(
                        "[/127.0.0.1]",
                        "[localhost/127.0.0.1]",
                        "the host only has addresses of " + Resolver.NO_IPV6,
                        "host not found, unless by " + Resolver.NO_IPV6);
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void of_a_name_only_those_addresses_count_that_can_be_used() throws IOException {
        assertThat(Resolver.usable("localhost", false)).isNotEmpty().allMatch(Inet4Address.class::isInstance);
        assertThatThrownBy(() -> Resolver.usable("::1", false))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("java.net.preferIPv4Stack");
    }

    @Test
    void this_machine_is_known_by_its_complete_name_too() throws IOException {
        assertThat(Resolver.usable("localhost.", true)).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
    }

    @Test
    void a_name_that_nobody_knows_is_unknown() {
        assertThatThrownBy(() -> Resolver.usable("unknown.invalid", true)).isInstanceOf(UnknownHostException.class);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1", "::1, ::1", "fe80::1%1, fe80::1%1", "::ffff:127.0.0.1, 127.0.0.1"})
    void a_literal_is_its_address(String host, String address) throws IOException {
        assertThat(Resolver.usable(host, true)).containsExactly(InetAddress.ofLiteral(address));
    }

    @Test
    void a_zone_is_the_interface_of_that_name_whatever_addresses_it_has() throws IOException {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.ofLiteral("127.0.0.1"));
        List<InetAddress> addresses = Resolver.usable("fe80::1%" + loopback.getName(), true);
        assertThat(addresses)
                .singleElement()
                .isInstanceOfSatisfying(
                        Inet6Address.class,
                        address -> assertThat(address.getScopeId()).isEqualTo(loopback.getIndex()));
        assertThatThrownBy(() -> Resolver.usable("fe80::1%nowhere", true))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("no network interface is called nowhere");
    }
}
