package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.credentials.AuthorizationServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Roll calls with tokens that an authorization server grants. */
@Timeout(120)
final class GrantedTokensTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Roster HUNDRED = Roster.first(0, 100);

    private AuthorizationServer server;
    private HttpRemoteUsers users;

    @BeforeEach
    void start() throws IOException {
        server = new AuthorizationServer();
        users = new HttpRemoteUsers(
                Upstream.of(new UriTemplate(server.uri() + "/users/{id}")).with(server.client()));
    }

    @AfterEach
    void stop() {
        users.close();
        server.close();
    }

    private RollCall call(Duration deadline) throws InterruptedException {
        return users.call(HUNDRED, new CallPolicy(deadline, 64));
    }

    private static void assertAllPresent(RollCall call) {
        assertThat(call.counts()).isEqualTo(new RollCall.Counts(100, 100, 0, 0, 0));
    }

    private static void assertAllFailed(RollCall call, String why) {
        assertThat(call.answers()).allSatisfy(answer -> {
            assertThat(answer).isInstanceOf(Answer.Failed.class);
            assertThat(answer.explanation())
                    .startsWith("credentials: the token endpoint ")
                    .contains(why);
            assertThat(answer.attempts().count()).isZero();
        });
    }

    @Test
    void many_roll_calls_share_one_token() throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<RollCall>> calls = IntStream.range(0, 8)
                    .mapToObj(i -> executor.submit(() -> call(LONG)))
                    .toList();
            for (Future<RollCall> call : calls) {
                assertAllPresent(call.get());
            }
        }
        assertThat(server.asked()).hasSize(1);
        assertThat(server.refused()).isZero();
    }

    @Test
    void a_revoked_token_is_renewed_once_for_all_and_reaches_no_answer() throws InterruptedException {
        assertAllPresent(call(LONG));
        server.revoke();
        assertAllPresent(call(LONG));
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void a_renewed_token_that_is_rejected_too_fails_and_stops_the_roll_call() throws InterruptedException {
        assertAllPresent(call(LONG));
        server.rejectAll(true);
        RollCall call = call(LONG);
        assertThat(call.counts().failed()).isEqualTo(100);
        assertThat(call.answers().getFirst().explanation()).startsWith("status: 401: invalid_token");
        assertThat(server.asked()).hasSize(2);
        assertThat(server.refused()).isLessThan(100);
        server.rejectAll(false);
        assertAllPresent(call(LONG));
    }

    @Test
    void a_slow_endpoint_is_told_and_the_next_roll_call_has_its_token() throws InterruptedException {
        var latch = new CountDownLatch(1);
        server.hold(latch);
        assertAllFailed(call(Duration.ofMillis(300)), "has not granted a token in ");
        latch.countDown();
        assertAllPresent(call(LONG));
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void an_endpoint_that_rejects_us_fails_all_at_once() throws InterruptedException {
        server.answers(401, "{\"error\":\"invalid_client\"}");
        RollCall call = call(LONG);
        assertAllFailed(call, "says 401: invalid_client");
        assertThat(call.elapsed()).isLessThan(LONG.dividedBy(2));
        assertAllFailed(call(LONG), "says 401: invalid_client");
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void an_endpoint_that_is_down_for_a_moment_is_asked_again() throws InterruptedException {
        server.answers(503, "");
        assertAllFailed(call(LONG), "says 503");
        server.answers(200, "{\"access_token\":\"%s\"}");
        assertAllPresent(call(LONG));
    }

    @Test
    void one_id_is_enough_to_ask_for_a_token() throws InterruptedException {
        RollCall call = users.call(Roster.of(List.of(new UserId("7"))), new CallPolicy(LONG, 1));
        assertThat(call.isComplete()).isTrue();
    }
}
