package dev.rollcall.http.client.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OriginTest {
    @ParameterizedTest
    @CsvSource({
        "http://h/a, false, h, 80, http://h, h",
        "https://hr.example.org/a, true, hr.example.org, 443, https://hr.example.org, hr.example.org",
        "HTTPS://h:8443?a=/, true, h, 8443, HTTPS://h:8443, h:8443",
        "http://[::1]:9100/, false, [::1], 9100, http://[::1]:9100, [::1]:9100",
        "https://h.:8443/, true, h., 8443, https://h.:8443, h.:8443",
        "http://[fe80::1%25lo]:80/, false, [fe80::1%25lo], 80, http://[fe80::1%25lo]:80, [fe80::1]:80",
        "http://[fe80::1%lo]/, false, [fe80::1%lo], 80, http://[fe80::1%lo], [fe80::1]",
    })
    void an_origin_is_scheme_host_and_port(
            URI uri, boolean secure, String host, int port, String text, String authority) {
        Origin origin = Origin.of(uri);
        assertThat(origin).isEqualTo(new Origin(secure, host, port, text));
        assertThat(origin.authority()).isEqualTo(authority);
        assertThat(uri.toString()).startsWith(text);
    }

    @ParameterizedTest
    @CsvSource({
        "https://hr.example.org/, hr.example.org, hr.example.org, false",
        "https://hr.example.org./, hr.example.org, hr.example.org., false",
        "http://127.0.0.1/, 127.0.0.1, 127.0.0.1, true",
        "http://[::1]/, ::1, ::1, true",
        "http://[fe80::1%25lo]/, fe80::1, fe80::1%lo, true",
        "http://[fe80::1%252]/, fe80::1, fe80::1%2, true",
        "http://[fe80::1%lo]/, fe80::1, fe80::1%lo, true",
        "http://[fe80::1%25]/, fe80::1, fe80::1%25, true",
    })
    void a_host_has_one_name_in_certificates_and_another_to_be_found_by(
            URI uri, String bare, String platform, boolean isAddress) {
        Origin origin = Origin.of(uri);
        assertThat(origin.bareHost()).isEqualTo(bare);
        assertThat(origin.platformHost()).isEqualTo(platform);
        assertThat(origin.isAddress()).isEqualTo(isAddress);
    }
}
