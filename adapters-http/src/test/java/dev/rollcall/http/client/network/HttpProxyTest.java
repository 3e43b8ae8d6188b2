package dev.rollcall.http.client.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpProxyTest {
    private static String credentials(String uri) {
        String basic = HttpProxy.parse(uri).authorization().orElseThrow();
        assertThat(basic).startsWith("Basic ");
        return new String(Base64.getDecoder().decode(basic.substring(6)), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy.example:3128, proxy.example, 3128",
        "HTTP://proxy:1/, proxy, 1",
        "http://my_proxy:65535, my_proxy, 65535",
        "http://10.0.0.1:80, 10.0.0.1, 80",
        "http://[::1]:8080, [::1], 8080",
        "http://a.b.:8080, a.b., 8080",
    })
    void it_is_a_host_and_a_port(String uri, String host, int port) {
        assertThat(HttpProxy.parse(uri)).isEqualTo(new HttpProxy(host, port, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "http://ada:s3cret@h:1, ada:s3cret",
        "http://ada@h:1, ada:",
        "http://ada:@h:1, ada:",
        "http://ada:a:b@h:1, ada:a:b",
        "http://ad%61:p%40ss%25w%2Frd%C3%A9@h:1, ada:p@ss%w/rdé",
        "http://ada:p@ss/w?r#d+@h:1, ada:p@ss/w?r#d+",
        "http://CORP%5Cada:x@h:1, CORP\\ada:x",
    })
    void user_and_password_may_be_encoded(String uri, String credentials) {
        assertThat(credentials(uri)).isEqualTo(credentials);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "proxy:3128",
                "https://s3cret:s3cret@proxy:3128",
                "socks5://s3cret@proxy:3128",
                "http://s3cret@proxy",
                "http://s3cret@:3128",
                "http://s3cret@proxy:0",
                "http://s3cret@proxy:65536",
                "http://s3cret@proxy:99999999",
                "http://s3cret@proxy:x",
                "http://s3cret@proxy:1/path",
                "http://s3cret@proxy:1?query",
                "http://s3cret@pro xy:1",
                "http://s3cret@-:1",
                "http://s3cret@[::1:1",
                "http://s3cret@[proxy]:1",
                "http://ada:s3cret%@proxy:1",
                "http://ada:s3cret%zz@proxy:1",
                "http://a%3Ab:s3cret@proxy:1",
                "http://ada:s3cret%0a@proxy:1",
                "http://ada:s3cret\n@proxy:1",
            })
    void what_is_no_proxy_is_refused_and_nothing_of_it_shown(String uri) {
        assertThatThrownBy(() -> HttpProxy.parse(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> {
                    var trace = new StringWriter();
                    e.printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString()).doesNotContain("s3cret");
                });
    }

    @Test
    void other_credentials_than_basic_can_be_given_but_must_fit_into_a_head() {
        assertThat(new HttpProxy("h", 1, Optional.of("Bearer abc")).authorization())
                .contains("Bearer abc");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HttpProxy("h", 1, Optional.of("Bearer s3cret\r\nA: b")))
                .withMessage("credentials must be ASCII");
    }

    @Test
    void its_password_is_not_shown() {
        HttpProxy proxy = HttpProxy.parse("http://ada:s3cret@proxy.example:3128");
        assertThat(proxy)
                .hasToString("HttpProxy[proxy.example:3128, authorization=Optional[***]]")
                .returns("proxy.example:3128", HttpProxy::address);
    }

    @Test
    void it_has_an_origin_of_its_own() {
        assertThat(HttpProxy.parse("http://[::1]:8080").origin())
                .isEqualTo(new Origin(false, "[::1]", 8080, "http://[::1]:8080"));
    }
}
