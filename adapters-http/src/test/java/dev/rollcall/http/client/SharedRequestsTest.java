package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.contract.RemoteUsersContract.Behaviour;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.http1.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Roll calls that ask for the same id at the same moment. */
@Timeout(60)
final class SharedRequestsTest {
    private static final CallPolicy PATIENT = new CallPolicy(Duration.ofSeconds(30), 16);
    private static final Roster ONE = Roster.first(7, 1);
    private static final int CALLERS = 20;

    private final CountDownLatch answer = new CountDownLatch(1);
    private final Peer peer = new Peer().follow(this::serve);
    private final HttpRemoteUsers users = users(true);

    private HttpRemoteUsers users(boolean coalesce) {
        return new HttpRemoteUsers(Upstream.of(new UriTemplate("http://127.0.0.1:%s/users/{id}".formatted(peer.port())))
                .with(new RequestLimits(64, 3, Duration.ofSeconds(20), coalesce)));
    }

    private void serve(Peer.Visitor visitor) throws IOException, InterruptedException {
        while (visitor.request() != null) {
            answer.await();
            visitor.send("HTTP/1.1 404 Not Found⏎Content-Length: 0⏎⏎");
        }
    }

    @AfterEach
    void close() throws Exception {
        answer.countDown();
        users.close();
        peer.close();
    }

    /** Starts a roll call in a thread of its own. */
    private static CompletableFuture<RollCall> start(HttpRemoteUsers users, Roster roster, CallPolicy policy) {
        var result = new CompletableFuture<RollCall>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(users.call(roster, policy));
            } catch (InterruptedException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private static void awaitThat(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the time is up");
            }
            Thread.onSpinWait();
        }
    }

    @RepeatedTest(200)
    void share_one_request() throws Exception {
        List<CompletableFuture<RollCall>> calls = IntStream.range(0, CALLERS)
                .mapToObj(i -> start(users, ONE, PATIENT))
                .toList();
        awaitThat(() -> users.stats().saved() == CALLERS - 1);
        answer.countDown();
        for (CompletableFuture<RollCall> call : calls) {
            assertThat(call.get().answers()).singleElement().isInstanceOfSatisfying(Answer.Absent.class, absent -> {
                assertThat(absent.id()).isEqualTo(new UserId("7"));
                assertThat(absent.attempts().count()).isEqualTo(1);
            });
        }
        assertThat(peer.requests()).isEqualTo(1);
        assertThat(users.stats().requests()).isEqualTo(1);
        assertThat(users.stats().absent()).isEqualTo(CALLERS);
    }

    @Test
    void share_none_if_a_setting_says_so() throws Exception {
        try (HttpRemoteUsers alone = users(false)) {
            var first = start(alone, ONE, PATIENT);
            var second = start(alone, ONE, PATIENT);
            awaitThat(() -> peer.requests() == 2);
            answer.countDown();
            assertThat(first.get().isComplete() && second.get().isComplete()).isTrue();
            assertThat(alone.stats().saved()).isZero();
        }
    }

    @Test
    void whoever_wants_a_fresh_proof_asks_for_it() throws Exception {
        var first = start(users, ONE, PATIENT);
        awaitThat(() -> peer.requests() == 1);
        var second = start(users, ONE, PATIENT.onlyFresh());
        awaitThat(() -> peer.requests() == 2);
        answer.countDown();
        assertThat(first.get().isComplete() && second.get().isComplete()).isTrue();
    }

    @Test
    void whoever_joins_may_be_late_on_his_own() throws Exception {
        var patient = start(users, ONE, PATIENT);
        awaitThat(() -> peer.requests() == 1);
        RollCall hasty = users.call(ONE, PATIENT.withDeadline(Duration.ofMillis(500)));
        assertThat(hasty.counts().late()).isEqualTo(1);
        assertThat(hasty.answers().getFirst().attempts().count()).isEqualTo(1);
        answer.countDown();
        assertThat(patient.get().counts().absent()).isEqualTo(1);
        assertThat(peer.requests()).isEqualTo(1);
    }

    @Test
    void nobody_joins_a_request_that_is_given_up_before_one_of_his_own_would_be() throws Exception {
        var hasty = start(users, ONE, PATIENT.withDeadline(Duration.ofSeconds(2)));
        awaitThat(() -> peer.requests() == 1);
        var patient = start(users, ONE, PATIENT);
        awaitThat(() -> peer.requests() == 2);
        assertThat(hasty.get().counts().late()).isEqualTo(1);
        answer.countDown();
        assertThat(patient.get().counts().absent()).isEqualTo(1);
        assertThat(users.stats().saved()).isZero();
    }

    @Test
    void whoever_joined_a_request_whose_caller_is_interrupted_asks_by_himself() throws Exception {
        var begun = new CompletableFuture<Thread>();
        Thread caller = Thread.ofVirtual().start(() -> {
            begun.complete(Thread.currentThread());
            try {
                users.call(ONE, PATIENT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        awaitThat(() -> peer.requests() == 1);
        var patient = start(users, ONE, PATIENT);
        awaitThat(() -> users.stats().saved() == 1);
        caller.interrupt();
        awaitThat(() -> peer.requests() == 2);
        answer.countDown();
        assertThat(patient.get().counts().absent()).isEqualTo(1);
    }

    @Test
    void whoever_shares_a_request_that_was_made_behind_a_pause_is_held_back_no_more() throws Exception {
        try (var remote = new ScriptedRemote();
                var paused = new HttpRemoteUsers(Upstream.of(new UriTemplate(remote.template()))
                        .with(new RequestLimits(64, 3, Duration.ofSeconds(20))))) {
            remote.lastOfQuota(new UserId("0"));
            remote.on(new UserId("7"), Behaviour.IS_SILENT);
            paused.call(Roster.first(0, 1), PATIENT);
            var longOnes = IntStream.range(0, CALLERS)
                    .mapToObj(i -> start(paused, ONE, PATIENT.withDeadline(Duration.ofSeconds(3))))
                    .toList();
            var shortOne = start(paused, ONE, PATIENT.withDeadline(Duration.ofSeconds(2)));
            assertThat(shortOne.get().answers().getFirst()).isInstanceOf(Answer.Late.class);
            assertThat(longOnes)
                    .allSatisfy(call -> assertThat(call.get().counts().late()).isEqualTo(1));
        }
    }

    @Test
    void a_failure_that_is_shared_is_asked_again_together() throws Exception {
        try (var remote = new ScriptedRemote();
                var busy = new HttpRemoteUsers(Upstream.of(new UriTemplate(remote.template()))
                        .with(new RequestLimits(64, 3, Duration.ofSeconds(20))))) {
            remote.on(new UserId("7"), Behaviour.IS_BUSY, Behaviour.KNOWS);
            remote.holdUntilInFlight(2);
            var first = start(busy, ONE, PATIENT);
            remote.awaitRequests(1);
            var second = start(busy, Roster.first(7, 2), PATIENT);
            assertThat(first.get().counts().present()).isEqualTo(1);
            assertThat(second.get().counts().present()).isEqualTo(2);
            assertThat(second.get().answers().getFirst().attempts().count()).isEqualTo(2);
        }
    }
}
