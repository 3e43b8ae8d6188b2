package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.Answer;
import dev.rollcall.domain.CallPolicy;
import dev.rollcall.domain.Roster;
import dev.rollcall.http.client.http1.Certificate;
import dev.rollcall.http.client.http1.Peer;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Roll calls on a remote that is reached by TLS. */
@Timeout(60)
final class SecureRollCallTest {
    private Peer peer;

    @BeforeEach
    void start() throws IOException {
        peer = new Peer(Certificate.context()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    @AfterEach
    void close() throws IOException {
        peer.close();
    }

    private String uri(String host) {
        return "https://%s:%d/users/7".formatted(host, peer.port());
    }

    @Test
    void a_certificate_that_the_platform_does_not_trust_fails_the_roll_call_and_nothing_is_sent() throws Exception {
        var upstream = Upstream.of(new UriTemplate(uri("localhost") + "{id}"))
                .with(new RequestLimits(4, 3, Duration.ofSeconds(20)));
        try (var users = new HttpRemoteUsers(upstream)) {
            var answer = users.call(Roster.first(0, 1), CallPolicy.DEFAULT.withDeadline(Duration.ofSeconds(30)))
                    .answers()
                    .getFirst();
            assertThat(answer).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
                assertThat(failed.reason()).isEqualTo(Answer.Reason.CONNECTION);
                assertThat(failed.detail()).startsWith("no connection: TLS: ");
            });
        }
        assertThat(peer.requests()).isZero();
    }
}
