package dev.rollcall.http.client.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollcall.http.client.mapping.FieldMapping;
import dev.rollcall.http.client.network.HttpProxy;
import dev.rollcall.http.client.network.Network;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class UpstreamTest {
    private static final UriTemplate URI = new UriTemplate("http://h/{id}");

    @Test
    void a_remote_is_asked_as_usual_unless_more_is_said() {
        assertThat(Upstream.of(URI).limits()).isEqualTo(new RequestLimits(256, 3, Duration.ofSeconds(1)));
        assertThat(Upstream.of(URI).credentials()).isEqualTo(Credentials.NONE);
    }

    @Test
    void credentials_are_not_shown() {
        assertThat(upstream(new Credentials.Token("s3cret"), Map.of("X-API-Key", "s3cret")))
                .asString()
                .contains("http://h/{id}", "***", "X-API-Key")
                .doesNotContain("s3cret");
        assertThat(new Credentials.Basic("ada:s3cret")).asString().doesNotContain("s3cret");
        assertThat(new Credentials.Client(
                        java.net.URI.create("http://h/token"),
                        "me",
                        "s3cret",
                        Optional.empty(),
                        Optional.empty(),
                        false))
                .asString()
                .contains("http://h/token", "me")
                .doesNotContain("s3cret");
    }

    private static Upstream upstream(Credentials credentials, Map<String, String> headers) {
        return new Upstream(
                URI,
                FieldMapping.DEFAULT,
                RequestLimits.DEFAULT,
                credentials,
                headers,
                Proofs.DEFAULT,
                Network.DEFAULT);
    }

    @Test
    void a_header_that_the_client_sets_by_itself_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> upstream(Credentials.NONE, Map.of("HOST", "x")))
                .withMessage("the header is set otherwise: HOST");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> upstream(new Credentials.Token("t"), Map.of("authorization", "x")));
        assertThat(upstream(Credentials.NONE, Map.of("Authorization", "SSWS x")).headers())
                .containsKey("Authorization");
    }

    @Test
    void a_token_that_would_break_the_head_is_refused_and_not_shown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Credentials.Token("s3cret\r\nA: b"))
                .withMessage("a token must be visible ASCII characters");
    }

    @Test
    void limits_out_of_range_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RequestLimits(0, 1, Duration.ofSeconds(1)))
                .withMessage("concurrency and attempts must be at least 1: 0, 1");
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestLimits(1, 0, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RequestLimits(1, 1, Duration.ZERO))
                .withMessage("attempt time-out must be longer than zero: PT0S");
    }

    @Test
    void a_proxy_is_named_and_its_password_is_not() {
        Upstream direct = Upstream.of(URI);
        Upstream proxied = direct.with(Network.DEFAULT.with(HttpProxy.parse("http://ada:s3cret@proxy:3128")));
        assertThat(direct.proxy()).isEmpty();
        assertThat(direct.hasCredentials()).isFalse();
        assertThat(proxied.hasCredentials()).isTrue();
        assertThat(proxied.with(RequestLimits.DEFAULT).with(Proofs.DEFAULT))
                .asString()
                .contains("proxy:3128")
                .doesNotContain("s3cret", "YWRhOnMzY3JldA");
    }
}
