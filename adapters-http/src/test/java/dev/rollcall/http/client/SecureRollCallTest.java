package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.contract.RemoteUsersContract.Behaviour;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.http1.Certificate;
import dev.rollcall.http.client.http1.Endpoint;
import dev.rollcall.http.client.http1.Peer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Roll calls over TLS. */
@Timeout(60)
final class SecureRollCallTest {
    private Peer peer;

    @BeforeEach
    void start() throws IOException {
        peer = new Peer(Certificate.serverSocket());
    }

    @AfterEach
    void close() throws IOException {
        peer.close();
    }

    private String uri(String host) {
        return "https://%s:%s/users/7".formatted(host, peer.port());
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

    private HttpRemoteUsers users(String host, RequestLimits limits) {
        Upstream upstream = Upstream.of(new UriTemplate("https://%s:%s/users/{id}".formatted(host, peer.port())))
                .with(limits);
        return new HttpRemoteUsers(upstream, new Endpoint(upstream.uri().origin(), Certificate::context));
    }

    private static void answerAll(Peer.Visitor visitor, int most) throws IOException {
        String request = visitor.request();
        for (int i = 1; request != null; i++) {
            String id = request.substring("GET /users/".length(), request.indexOf(' ', 4));
            String body = "{\"id\":\"%s\",\"name\":\"Name of %1$s\"}".formatted(id);
            visitor.send("HTTP/1.1 200 OK⏎Content-Length: %s⏎%s⏎%s"
                    .formatted(body.length(), i == most ? "Connection: close⏎" : "", body));
            request = i == most ? null : visitor.request();
        }
    }

    @Test
    void sixty_four_ids_need_far_fewer_handshakes() throws Exception {
        peer.follow(visitor -> answerAll(visitor, Integer.MAX_VALUE));
        try (var users = users("localhost", RequestLimits.DEFAULT)) {
            RollCall call = users.call(Roster.first(0, 64), new CallPolicy(Duration.ofSeconds(30), 64));
            assertThat(call.counts().present()).isEqualTo(64);
            assertThat(peer.connections()).isLessThan(40);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100})
    void a_remote_that_closes_after_so_many_requests_makes_no_answer_wrong(int most) throws Exception {
        peer.follow(visitor -> answerAll(visitor, most));
        try (var users = users("localhost", new RequestLimits(64, 3, Duration.ofSeconds(20)))) {
            RollCall call = users.call(Roster.first(0, 500), new CallPolicy(Duration.ofSeconds(60), 64));
            assertThat(call.answers().stream().filter(answer -> !answer.isProven()))
                    .isEmpty();
            assertThat(peer.connections()).isGreaterThanOrEqualTo(500 / most);
        }
    }

    @Test
    void time_that_handshakes_take_here_times_no_attempt_out() throws Exception {
        peer.follow(visitor -> answerAll(visitor, 1));
        try (var users = users("localhost", new RequestLimits(256, 1, Duration.ofMillis(500)))) {
            RollCall call = users.call(Roster.first(0, 300), new CallPolicy(Duration.ofSeconds(60), 256));
            assertThat(call.counts().present()).isEqualTo(300);
        }
    }

    @Test
    void to_be_sure_of_an_absence_a_connection_is_left_to_rest_and_no_other_opened() throws Exception {
        try (var remote = new ScriptedRemote(Certificate.serverSocket())) {
            Roster roster = Roster.first(0, 20);
            roster.ids().forEach(id -> remote.on(id, Behaviour.KNOWS_NOT));
            Upstream upstream = Upstream.of(new UriTemplate(remote.template()));
            try (var users =
                    new HttpRemoteUsers(upstream, new Endpoint(upstream.uri().origin(), Certificate::context))) {
                RollCall call = users.call(roster, new CallPolicy(Duration.ofSeconds(30), 1));
                assertThat(call.answers()).allMatch(Answer.Absent.class::isInstance);
                assertThat(users.stats().connections()).isLessThanOrEqualTo(3);
            }
        }
    }
}
