package dev.rollcall.http.client.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProxyEnvironmentTest {
    private static final Origin SECURE = Origin.of(URI.create("https://hr.example.org/"));
    private static final Origin PLAIN = Origin.of(URI.create("http://hr.example.org/"));

    private static Optional<String> proxy(Map<String, String> environment, Origin origin) {
        return new ProxyEnvironment(environment).proxyTo(origin).map(HttpProxy::address);
    }

    @Test
    void each_scheme_has_a_proxy_of_its_own() {
        Map<String, String> both = Map.of("HTTPS_PROXY", "http://s:1", "HTTP_PROXY", "http://p:2", "PATH", "/bin");
        assertThat(proxy(both, SECURE)).contains("s:1");
        assertThat(proxy(both, PLAIN)).contains("p:2");
        assertThat(proxy(Map.of("HTTP_PROXY", "http://p:2"), SECURE)).isEmpty();
        assertThat(proxy(Map.of(), PLAIN)).isEmpty();
    }

    @Test
    void lower_case_comes_first_even_if_it_is_empty() {
        assertThat(proxy(Map.of("HTTPS_PROXY", "http://upper:1", "https_proxy", "http://lower:1"), SECURE))
                .contains("lower:1");
        assertThat(proxy(Map.of("HTTPS_PROXY", "http://upper:1", "https_proxy", " "), SECURE))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "proxy, proxy:1080",
        "proxy:8080, proxy:8080",
        "ada:pw@proxy:8080, proxy:8080",
        "http://proxy/, proxy:1080"
    })
    void scheme_and_port_may_be_missing(String text, String address) {
        assertThat(proxy(Map.of("https_proxy", text), SECURE)).contains(address);
    }

    @ParameterizedTest
    @CsvSource({"no_proxy, example.org", "NO_PROXY, .example.org", "NO_PROXY, *"})
    void some_hosts_are_reached_directly(String variable, String hosts) {
        Map<String, String> environment = Map.of("https_proxy", "http://p:1", variable, hosts);
        assertThat(proxy(environment, SECURE)).isEmpty();
        assertThat(proxy(Map.of("https_proxy", "http://p:1", variable, "other.example"), SECURE))
                .contains("p:1");
    }

    @ParameterizedTest
    @CsvSource({"https_proxy, socks5://s3cret@h:1", "HTTP_PROXY, https://ada:s3cret@h:1", "HTTPS_PROXY, ada:s3cret%@h:1"
    })
    void a_proxy_that_cannot_be_used_is_told_by_its_variable_and_not_shown(String variable, String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProxyEnvironment(Map.of(variable, text)))
                .withMessage(variable
                        + " (environment variable) must be http://host:port or http://user:password@host:port");
    }

    @Test
    void passwords_are_not_shown() {
        assertThat(new ProxyEnvironment(Map.of("https_proxy", "http://ada:s3cret@p:1", "no_proxy", "localhost")))
                .asString()
                .contains("p:1", "localhost")
                .doesNotContain("s3cret");
    }
}
