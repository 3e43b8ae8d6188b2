package dev.rollcall.http.client.road;

import static dev.rollcall.http.client.road.Roll.LIMITS;
import static dev.rollcall.http.client.road.Roll.PATIENT;
import static dev.rollcall.http.client.road.Roll.assertAllFailed;
import static dev.rollcall.http.client.road.Roll.assertAllPresent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.client.HttpRemoteUsers;
import dev.rollcall.http.client.http1.Peer;
import dev.rollcall.http.client.road.Nginx.Setup;
import dev.rollcall.http.client.threads.Worker;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Roll calls on an nginx that rejects some requests, or has no backend. */
@RealServerTest
final class NginxLimitsTest {
    @TempDir
    private Path folder;

    private static Setup limitedBy(int status) {
        return Setup.of(false, """
                limit_req zone=everybody burst=25 nodelay;
                limit_req_status %s;
                add_header Retry-After 1 always;
                """.formatted(status));
    }

    @Test
    void a_rate_that_is_limited_by_429_is_kept_and_fails_nobody() throws Exception {
        try (Nginx nginx = Nginx.start(folder, 150, limitedBy(429));
                HttpRemoteUsers users = nginx.users(LIMITS)) {
            assertAllPresent(users.call(Roster.first(0, 150), PATIENT));
            assertThat(nginx.requests()).anyMatch(request -> request.status() == 429);
        }
    }

    /** A 503 concerns a single request: it pauses no others, and three of them are a failure. */
    @Test
    void a_rate_that_is_limited_by_503_proves_nobody_absent_and_is_told() throws Exception {
        try (Nginx nginx = Nginx.start(folder, 150, limitedBy(503));
                HttpRemoteUsers users = nginx.users(LIMITS)) {
            RollCall call = users.call(Roster.first(0, 150), PATIENT);
            assertThat(call.counts().present()).isGreaterThanOrEqualTo(25);
            assertThat(call.answers())
                    .filteredOn(answer -> !(answer instanceof Answer.Present))
                    .allSatisfy(answer -> assertThat(answer.explanation()).containsAnyOf("503", "circuit"));
        }
    }

    @Test
    void a_connection_that_times_out_now_and_then_fails_nobody() throws Exception {
        try (Nginx nginx =
                        Nginx.start(folder, 1000, Setup.of(false, "if ($connection_requests = 10) { return 408; }"));
                HttpRemoteUsers users = nginx.users(LIMITS)) {
            assertAllPresent(users.call(Roster.first(0, 1000), PATIENT));
            assertThat(nginx.requests()).anyMatch(request -> request.status() == 408);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fewer_connections_than_requests_prove_nobody_absent(boolean secure) throws Exception {
        try (Nginx nginx = Nginx.start(folder, 500, new Setup(secure, 16, ""));
                HttpRemoteUsers users = nginx.users(LIMITS)) {
            RollCall call = users.call(Roster.first(0, 500), PATIENT);
            assertThat(call.counts().absent()).isZero();
            assertThat(call.counts().present()).isPositive();
        }
    }

    @Test
    void nobody_behind_nginx_fails_all_and_says_that_it_was_502() throws Exception {
        try (Nginx nginx = Nginx.start(folder, 0, Setup.of(false, proxyTo(RealServer.freePort())));
                HttpRemoteUsers users = nginx.users(LIMITS)) {
            assertAllFailed(users.call(Roster.first(0, 5), PATIENT), Reason.STATUS, "502");
        }
    }

    @Test
    void whoever_comes_back_behind_nginx_is_present() throws Exception {
        int port = RealServer.freePort();
        try (Nginx nginx = Nginx.start(folder, 0, Setup.of(false, proxyTo(port)));
                HttpRemoteUsers users = nginx.users(LIMITS);
                var call = Worker.start("call", () -> users.call(Roster.first(0, 200), PATIENT))) {
            RealServer.await(() -> nginx.requests().stream().anyMatch(request -> request.status() == 502));
            try (var peer = new Peer(new ServerSocket(port, 1000, InetAddress.getLoopbackAddress()))) {
                peer.follow(Roll::knowEverybody);
                assertAllPresent(call.join());
            }
        }
    }

    private static String proxyTo(int port) {
        return "location /users/ { proxy_pass http://127.0.0.1:%s; }".formatted(port);
    }
}
