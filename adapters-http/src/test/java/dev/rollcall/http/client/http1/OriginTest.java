package dev.rollcall.http.client.http1;

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
    })
    void an_origin_is_scheme_host_and_port(
            URI uri, boolean secure, String host, int port, String text, String authority) {
        Origin origin = Origin.of(uri);
        assertThat(origin).isEqualTo(new Origin(secure, host, port, text));
        assertThat(origin.authority()).isEqualTo(authority);
        assertThat(uri.toString()).startsWith(text);
    }
}
