package dev.rollcall.http.client.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DirectHostsTest {
    private static boolean includes(String list, String uri) {
        return DirectHosts.parse(list).includes(Origin.of(URI.create(uri)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* | https://anything.example/",
                "example.org | https://example.org/",
                "example.org | https://hr.example.org/",
                "EXAMPLE.org | https://HR.Example.ORG/",
                ".example.org | https://hr.example.org/",
                ".example.org | https://example.org/",
                "example.org. | https://hr.example.org./",
                "a.example,  example.org | http://example.org/",
                "a.example example.org | http://example.org/",
                "localhost | http://localhost:8080/",
                "hr.example.org:8443 | https://hr.example.org:8443/",
                "hr.example.org:443 | https://hr.example.org/",
                "127.0.0.1 | http://127.0.0.1:9100/",
                "127.0.0.1:9100 | http://127.0.0.1:9100/",
                "10.0.0.0/8 | http://10.255.1.2/",
                "10.1.2.3/31 | http://10.1.2.2/",
                "0.0.0.0/0 | http://10.1.2.3/",
                "10.0.0.0/8:80 | http://10.255.1.2/",
                "::1 | http://[::1]:9100/",
                "[::1] | http://[::1]:9100/",
                "[::1]:9100 | http://[::1]:9100/",
                "fd00::/8 | https://[fd12:3456::1]/",
                "0:0:0:0:0:0:0:1 | http://[::1]/",
            })
    void it_is_reached_directly(String list, String uri) {
        assertThat(includes(list, uri)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | https://example.org/",
                "',' | https://example.org/",
                "'.' | https://example.org/",
                "example.org | https://badexample.org/",
                "example.org | https://example.org.evil.example/",
                "hr.example.org | https://example.org/",
                "hr.example.org:8443 | https://hr.example.org/",
                "*.example.org | https://hr.example.org/",
                "127.0.0.1:9100 | http://127.0.0.1:9101/",
                "0.0.1 | http://127.0.0.1/",
                "10.0.0.0/8 | http://11.0.0.1/",
                "10.1.2.3/31 | http://10.1.2.4/",
                "10.0.0.0/8 | https://10.example.org/",
                "10.0.0.0/33 | http://10.0.0.0/",
                "10.0.0.0/x | http://10.0.0.0/",
                "300.0.0.1 | http://10.0.0.1/",
                "fd00::/8 | https://[fe12::1]/",
                "fd00::/8 | http://10.0.0.1/",
                "::x | http://[::1]/",
                "1:2 | http://[::1]/",
                "example.org:port | https://example.org/",
            })
    void it_is_not_reached_directly(String list, String uri) {
        assertThat(includes(list, uri)).isFalse();
    }
}
