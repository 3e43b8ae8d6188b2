package dev.rollcall.http.server.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.1.2.3/8, 10.9.9.9, true",
        "192.168.1.7, 192.168.1.7, true",
        "192.168.1.7, 192.168.1.8, false",
        "192.168.1.4/31, 192.168.1.5, true",
        "192.168.1.4/31, 192.168.1.6, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 203.0.113.9, false",
        "fd00::/8, fdab::1, true",
        "fd00::/8, fe80::1, false",
        "::1, 0:0:0:0:0:0:0:1, true",
        "[::1], ::1, true",
        "::ffff:10.0.0.1, 10.0.0.1, true"
    })
    void an_address_is_in_a_network_if_it_begins_like_it(String network, String address, boolean isIn)
            throws Exception {
        assertThat(new Networks(List.of("203.0.113.0/30", network)).include(InetAddress.getByName(address)))
                .isEqualTo(isIn || address.startsWith("203.0.113.3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "10.0.0.0/x",
                "::1/129",
                "10/8",
                "1",
                "a/8"
            })
    void what_is_no_network_is_refused(String text) {
        assertThatThrownBy(() -> new Networks(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be an IP address or a network such as 10.0.0.0/8: " + text);
    }
}
