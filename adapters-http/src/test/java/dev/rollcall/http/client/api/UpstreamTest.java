package dev.rollcall.http.client.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollcall.http.client.network.HttpProxy;
import dev.rollcall.http.client.network.Network;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class UpstreamTest {
    private static final UriTemplate URI = new UriTemplate("http://h/{id}");

    @Test
    void a_remote_is_asked_as_usual_unless_more_is_said() {
        assertThat(Upstream.of(URI).limits()).isEqualTo(new RequestLimits(256, 3, Duration.ofSeconds(1)));
        assertThat(Upstream.of(URI).authorization()).isEmpty();
    }

    @Test
    void credentials_are_not_shown() {
        var upstream = new Upstream(
                URI, FieldMapping.DEFAULT, RequestLimits.DEFAULT, Optional.of("Bearer secret"), Proofs.DEFAULT);
        assertThat(upstream).asString().contains("http://h/{id}", "***").doesNotContain("secret");
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
