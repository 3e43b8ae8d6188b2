package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.http1.Certificate;
import dev.rollcall.http.client.http1.Peer;
import dev.rollcall.http.client.network.HttpProxy;
import dev.rollcall.http.client.network.Network;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Roll calls through a proxy. */
@Timeout(60)
final class ProxiedRollCallTest {
    private static final CallPolicy PATIENT = new CallPolicy(Duration.ofSeconds(40), 64);
    private static final RequestLimits LIMITS = new RequestLimits(64, 3, Duration.ofSeconds(10));

    private final Peer proxy = new Peer();
    private Peer remote;

    @BeforeEach
    void start() {
        remote = new Peer(Certificate.serverSocket());
        remote.follow(ProxiedRollCallTest::answerAll);
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        remote.close();
    }

    /** Answers with the user of the last segment of each request's target. */
    private static void answerAll(Peer.Visitor visitor) throws IOException {
        for (String request = visitor.request(); request != null; request = visitor.request()) {
            String target = request.substring(4, request.indexOf(' ', 4));
            String id = target.substring(target.lastIndexOf('/') + 1);
            String body = "{\"id\":\"%s\",\"name\":\"Name of %1$s\"}".formatted(id);
            visitor.send("HTTP/1.1 200 OK⏎Content-Length: %s⏎⏎%s".formatted(body.length(), body));
        }
    }

    private HttpRemoteUsers users(String template) {
        HttpProxy through = HttpProxy.parse("http://ada:s3cret@127.0.0.1:" + proxy.port());
        Network network = Network.DEFAULT.with(Certificate.context()).with(through);
        return new HttpRemoteUsers(
                Upstream.of(new UriTemplate(template)).with(LIMITS).with(network));
    }

    private String secure() {
        return "https://localhost:%s/users/{id}".formatted(remote.port());
    }

    private static void assertAllFailed(RollCall call, Reason reason, String detail) {
        assertThat(call.answers())
                .isNotEmpty()
                .allSatisfy(answer -> assertThat(answer).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
                    assertThat(failed.reason()).isEqualTo(reason);
                    assertThat(failed.detail()).startsWith(detail).doesNotContain("s3cret", "YWRhOnMzY3JldA");
                }));
    }

    private String says(String what) {
        return "no connection: the proxy 127.0.0.1:%s %s".formatted(proxy.port(), what);
    }

    @Test
    void everybody_is_called_through_tunnels() throws Exception {
        proxy.follow(visitor -> {
            visitor.request();
            visitor.send("HTTP/1.1 200 Connection established⏎⏎");
            visitor.tunnelTo(remote.port());
        });
        try (var users = users(secure())) {
            assertThat(users.call(Roster.first(0, 300), PATIENT).counts().present())
                    .isEqualTo(300);
        }
        assertThat(remote.requests()).isEqualTo(300);
    }

    @Test
    void everybody_is_called_by_forwarded_requests() throws Exception {
        proxy.follow(ProxiedRollCallTest::answerAll);
        try (var users = users("http://remote.invalid/users/{id}")) {
            assertThat(users.call(Roster.first(0, 300), PATIENT).counts().present())
                    .isEqualTo(300);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_proxy_that_refuses_our_credentials_is_asked_a_few_times_only_so_that_no_account_is_locked(boolean secure)
            throws Exception {
        proxy.follow(visitor -> {
            while (visitor.request() != null) {
                visitor.send("HTTP/1.1 407 Proxy Authentication Required⏎Content-Length: 0⏎⏎");
            }
        });
        try (var users = users(secure ? secure() : "http://remote.invalid/users/{id}")) {
            RollCall call = users.call(Roster.first(0, 500), PATIENT);
            assertAllFailed(call, Reason.CONNECTION, says("says 407 Proxy Authentication Required"));
            assertThat(proxy.requests()).isBetween(1, 10);
        }
        assertThat(remote.connections()).isZero();
    }

    @Test
    void a_remote_of_its_own_that_says_407_in_a_tunnel_is_no_proxy() throws Exception {
        remote.follow(visitor -> {
            while (visitor.request() != null) {
                visitor.send("HTTP/1.1 407 What⏎Content-Length: 0⏎⏎");
            }
        });
        proxy.follow(visitor -> {
            visitor.request();
            visitor.send("HTTP/1.1 200 OK⏎⏎");
            visitor.tunnelTo(remote.port());
        });
        try (var users = users(secure())) {
            assertAllFailed(users.call(Roster.first(0, 3), PATIENT), Reason.STATUS, "407");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"404 Not Found", "410 Gone"})
    void a_proxy_that_finds_no_remote_proves_nobody_absent(String status) throws Exception {
        proxy.follow(visitor -> {
            visitor.request();
            visitor.send("HTTP/1.1 %s⏎Content-Length: 0⏎⏎".formatted(status));
        });
        try (var users = users(secure())) {
            assertAllFailed(users.call(Roster.first(0, 20), PATIENT), Reason.CONNECTION, says("says " + status));
        }
    }

    @ParameterizedTest
    @CsvSource({"500 Unable to connect", "502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout"})
    void a_tunnel_that_could_not_be_opened_is_tried_again(String status) throws Exception {
        var connects = new AtomicInteger();
        proxy.follow(visitor -> {
            visitor.request();
            if (connects.incrementAndGet() == 1) {
                visitor.send("HTTP/1.1 %s⏎Content-Length: 0⏎⏎".formatted(status));
            } else {
                visitor.send("HTTP/1.1 200 OK⏎⏎");
                visitor.tunnelTo(remote.port());
            }
        });
        try (var users = users(secure())) {
            Answer answer = users.call(Roster.first(7, 1), PATIENT).answers().getFirst();
            assertThat(answer).isInstanceOf(Answer.Present.class);
            assertThat(answer.attempts().count()).isEqualTo(2);
        }
    }

    @Test
    void after_all_attempts_the_answer_says_what_the_proxy_says() throws Exception {
        proxy.follow(visitor -> {
            visitor.request();
            visitor.send("HTTP/1.1 503 Service Unavailable⏎⏎");
        });
        try (var users = users(secure())) {
            RollCall call = users.call(Roster.first(0, 1), PATIENT);
            assertAllFailed(call, Reason.CONNECTION, says("says 503 Service Unavailable after 3 attempts"));
        }
        assertThat(proxy.requests()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://remote.invalid/users/{id}", "https://remote.invalid/users/{id}"})
    void a_proxy_that_is_not_there_is_named(String template) throws Exception {
        int port;
        try (ServerSocket free = Peer.loopback()) {
            port = free.getLocalPort();
        }
        Upstream upstream = Upstream.of(new UriTemplate(template)).with(LIMITS);
        try (var users =
                new HttpRemoteUsers(upstream.with(Network.DEFAULT.with(HttpProxy.parse("http://127.0.0.1:" + port))))) {
            assertAllFailed(
                    users.call(Roster.first(0, 1), PATIENT),
                    Reason.CONNECTION,
                    "no connection: the proxy 127.0.0.1:%s refused the connection".formatted(port));
        }
        try (var users =
                new HttpRemoteUsers(upstream.with(Network.DEFAULT.with(HttpProxy.parse("http://proxy.invalid:1"))))) {
            assertAllFailed(
                    users.call(Roster.first(0, 1), PATIENT),
                    Reason.CONNECTION,
                    "no connection: the proxy's host not found: proxy.invalid");
        }
    }
}
