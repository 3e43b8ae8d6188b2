package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.contract.RemoteUsersContract.Behaviour;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.client.api.Credentials;
import dev.rollcall.http.client.api.Proofs;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.RetryRule;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.mapping.FieldMapping;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class RetriesTest {
    private static final UserId ID = new UserId("one");
    private static final CallPolicy PATIENT = new CallPolicy(Duration.ofSeconds(30), 16);
    private static final RequestLimits BRISK = new RequestLimits(16, 3, Duration.ofSeconds(1));

    private final ScriptedRemote remote = new ScriptedRemote();
    private HttpRemoteUsers users = users(BRISK, Credentials.NONE);

    private HttpRemoteUsers users(RequestLimits limits, Credentials credentials) {
        return new HttpRemoteUsers(new Upstream(
                new UriTemplate(remote.template()), FieldMapping.DEFAULT, limits, credentials, Proofs.DEFAULT));
    }

    @AfterEach
    void close() {
        users.close();
        remote.close();
    }

    private Answer only() throws InterruptedException {
        return users.call(Roster.of(List.of(ID)), PATIENT).answers().getFirst();
    }

    private static void assertFailed(Answer answer, Reason reason, String detail, int attempts) {
        assertThat(answer).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(reason);
            assertThat(failed.detail()).isEqualTo(detail);
            assertThat(failed.attempts().count()).isEqualTo(attempts);
        });
    }

    @Test
    void a_failure_stands_after_as_many_attempts_as_are_allowed() throws InterruptedException {
        remote.on(ID, Behaviour.IS_BUSY);
        assertFailed(only(), Reason.STATUS, "503, Retry-After: 0 after 3 attempts", 3);
        assertThat(remote.requests()).isEqualTo(3);
    }

    @Test
    void one_attempt_means_that_nothing_is_asked_again() throws InterruptedException {
        users.close();
        users = users(new RequestLimits(16, 1, Duration.ofSeconds(1)), Credentials.NONE);
        remote.on(ID, Behaviour.IS_BUSY, Behaviour.KNOWS);
        assertFailed(only(), Reason.STATUS, "503, Retry-After: 0", 1);
    }

    @Test
    void an_attempt_that_takes_too_long_is_made_again() throws InterruptedException {
        remote.on(ID, Behaviour.IS_SILENT, Behaviour.STALLS, Behaviour.KNOWS);
        assertThat(only())
                .isInstanceOfSatisfying(
                        Answer.Present.class,
                        present -> assertThat(present.attempts().count()).isEqualTo(3));
    }

    @Test
    void a_remote_that_is_too_slow_each_time_has_failed_though_the_deadline_is_far() throws InterruptedException {
        remote.on(ID, Behaviour.IS_SILENT);
        assertFailed(only(), Reason.TIMEOUT, "no answer in 1000 ms after 3 attempts", 3);
        remote.awaitIdle();
    }

    @Test
    void requests_are_spaced_over_all_roll_calls() throws Exception {
        users.close();
        var hundred = new RequestLimits(16, 3, Duration.ofSeconds(1), true, OptionalDouble.of(100), RetryRule.NONE);
        users = users(hundred, Credentials.NONE);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            long began = System.nanoTime();
            List<Future<RollCall>> calls = IntStream.range(0, 4)
                    .mapToObj(i -> executor.submit(() -> users.call(Roster.first(1000L * i, 20), PATIENT)))
                    .toList();
            for (Future<RollCall> call : calls) {
                assertThat(call.get().counts().present()).isEqualTo(20);
            }
            // 80 requests, of which those of 50 ms may be sent at once
            assertThat(System.nanoTime() - began)
                    .isGreaterThan(Duration.ofMillis(740).toNanos());
        }
    }

    @Test
    void ids_whose_turn_is_after_the_deadline_are_late() throws InterruptedException {
        users.close();
        var two = new RequestLimits(16, 3, Duration.ofSeconds(1), true, OptionalDouble.of(2), RetryRule.NONE);
        users = users(two, Credentials.NONE);
        RollCall call = users.call(Roster.first(0, 10), new CallPolicy(Duration.ofMillis(700), 16));
        assertThat(call.counts().late()).isGreaterThanOrEqualTo(7);
        assertThat(call.counts().present()).isPositive();
        assertThat(call.counts().failed()).isZero();
    }

    @Test
    void a_remote_that_fails_is_left_alone_until_a_probe_succeeds() throws InterruptedException {
        Roster roster = Roster.first(0, 200);
        roster.ids().forEach(id -> remote.on(id, Behaviour.ASKS_FOR_AN_HOUR));
        RollCall call = users.call(roster, PATIENT);
        assertThat(call.counts().failed()).isEqualTo(200);
        assertThat(call.answers())
                .extracting(answer -> ((Answer.Failed) answer).reason())
                .contains(Reason.STATUS, Reason.CIRCUIT_OPEN);
        int requests = remote.requests();
        assertThat(requests).isLessThan(100);

        assertThat(only()).isInstanceOf(Answer.Present.class);
        assertThat(remote.requests()).isEqualTo(requests + 1);
    }

    @Test
    void retries_stay_within_the_budget_when_half_of_the_requests_fail() throws InterruptedException {
        int ids = 1500;
        Roster roster = Roster.first(0, ids);
        for (UserId id : roster.ids()) {
            boolean fails = Integer.parseInt(id.value()) % 2 == 0;
            remote.on(id, fails ? Behaviour.IS_BUSY : Behaviour.KNOWS);
        }
        RollCall call = users.call(roster, PATIENT);
        assertThat(call.counts().present()).isEqualTo(ids / 2);
        int retries = remote.requests() - ids;
        long seconds = call.elapsed().toSeconds() + 1;
        assertThat(retries).isBetween(1, (int) (ids / 5 + 100 + 10 * seconds));
    }

    @Test
    void credentials_are_sent_to_the_remote() throws InterruptedException {
        users.close();
        users = users(BRISK, new Credentials.Token("s3cret"));
        assertThat(only()).isInstanceOf(Answer.Present.class);
        assertThat(remote.fields).contains("Authorization: Bearer s3cret");
    }
}
