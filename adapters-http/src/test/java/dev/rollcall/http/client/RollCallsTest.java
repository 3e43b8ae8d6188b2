package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.CallListener;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.http1.Endpoint;
import dev.rollcall.http.client.http1.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RollCallsTest {
    private static final CallPolicy PATIENT = new CallPolicy(Duration.ofSeconds(30), 4);
    private static final CallPolicy HASTY = PATIENT.withDeadline(Duration.ofMillis(100));
    private static final String GONE = "HTTP/1.1 404 Not Found⏎Content-Length: 0⏎⏎";

    private final Peer peer = new Peer();
    private final Remote remote = remote();
    private final RollCalls calls = new RollCalls(remote);

    private Remote remote() {
        Upstream upstream = Upstream.of(new UriTemplate("http://127.0.0.1:%s/users/{id}".formatted(peer.port())))
                .with(new RequestLimits(16, 3, Duration.ofSeconds(20)));
        return Remote.of(upstream, new Endpoint(upstream.uri().origin()));
    }

    @AfterEach
    void close() throws IOException {
        remote.pool().close();
        peer.close();
    }

    private void answerAll(String... inTurn) {
        var requests = new AtomicInteger();
        peer.follow(visitor -> {
            while (visitor.request() != null) {
                visitor.send(inTurn[Math.min(requests.getAndIncrement(), inTurn.length - 1)]);
            }
        });
    }

    private RollCall call(int ids, CallPolicy policy) throws InterruptedException {
        return calls.call(Roster.first(0, ids), policy, CallListener.NOBODY);
    }

    private void assertNothingIsLeft() {
        assertThat(remote.stats().inFlight()).isZero();
        assertThat(remote.stats().shareable()).isZero();
        assertThat(remote.gate().waiting()).isZero();
    }

    private static List<String> ids(List<Answer> answers) {
        return answers.stream().map(answer -> answer.id().value()).toList();
    }

    @Test
    void there_is_one_answer_for_each_id_in_the_order_of_the_roster() throws InterruptedException {
        answerAll(GONE);
        Roster roster = Roster.first(0, 100);
        List<Answer> told = new ArrayList<>();
        RollCall call = calls.call(roster, PATIENT, told::add);
        assertThat(call.roster()).isEqualTo(roster);
        assertThat(call.answers()).extracting(Answer::id).isEqualTo(roster.ids());
        assertThat(told).containsExactlyInAnyOrderElementsOf(call.answers());
        assertThat(call.warnings()).hasSize(1);
        assertNothingIsLeft();
    }

    @Test
    void nobody_is_called_where_there_is_no_id() throws InterruptedException {
        assertThat(call(0, PATIENT).answers()).isEmpty();
        assertThat(peer.connections()).isZero();
        assertNothingIsLeft();
    }

    @Test
    void a_roll_call_leaves_its_connections_to_the_next_one() throws InterruptedException {
        answerAll(
                "HTTP/1.1 200 OK⏎Content-Type: application/json⏎Content-Length: 24⏎⏎{\"id\":\"0\",\"name\":\"Name\"}");
        for (int i = 0; i < 10; i++) {
            assertThat(call(1, PATIENT).counts().present()).isEqualTo(1);
        }
        assertThat(peer.connections()).isEqualTo(1);
    }

    @Test
    void a_remote_that_throttles_keeps_nothing_of_the_roll_calls_that_waited_for_it() throws InterruptedException {
        answerAll("HTTP/1.1 429 Too Many Requests⏎Retry-After: 0⏎Content-Length: 0⏎⏎", GONE);
        assertThat(call(20, PATIENT).counts().absent()).isEqualTo(20);
        assertNothingIsLeft();
    }

    @Test
    void a_deadline_that_comes_first_leaves_nothing_either() throws InterruptedException {
        RollCall call = call(20, HASTY);
        assertThat(call.counts().late()).isEqualTo(20);
        assertThat(call.elapsed()).isGreaterThanOrEqualTo(HASTY.deadline());
        assertNothingIsLeft();
    }

    @Test
    void whoever_calls_can_be_interrupted_and_nothing_is_left() {
        Thread caller = Thread.currentThread();
        peer.follow(visitor -> {
            visitor.request();
            caller.interrupt();
            visitor.awaitGone();
        });
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> call(1, PATIENT));
        assertNothingIsLeft();
    }

    @Test
    void what_the_listener_throws_cancels_the_roll_call() {
        answerAll(GONE);
        assertThatThrownBy(() -> calls.call(Roster.first(0, 100), PATIENT, answer -> {
                    throw new IllegalStateException("no more");
                }))
                .hasMessage("no more");
        assertNothingIsLeft();
    }

    /** Calls the roll of ids that another thread queues. */
    private RollCall.Summary stream(List<UserId> ids, CountDownLatch beforeLast, CallPolicy policy, List<Answer> told)
            throws Exception {
        var streamed = new StreamedIds();
        var handOver = new HandOver(1000);
        Thread.ofPlatform().daemon().start(() -> {
            try {
                streamed.bring(new PausedIds(ids, beforeLast)).call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        RollCall.Summary summary = handOver.endingWith(() -> calls.call(streamed, policy, handOver))
                .call();
        handOver.tellAll(told::add);
        return summary;
    }

    @Test
    void ids_that_come_one_by_one_are_told_in_their_order() throws Exception {
        answerAll(GONE);
        List<Answer> told = new ArrayList<>();
        RollCall.Summary summary = stream(Roster.first(0, 100).ids(), new CountDownLatch(0), PATIENT, told);
        assertThat(told).extracting(Answer::id).isEqualTo(Roster.first(0, 100).ids());
        assertThat(summary.counts()).isEqualTo(new RollCall.Counts(100, 0, 100, 0, 0));
        assertThat(summary.warnings()).hasSize(1);
        assertNothingIsLeft();
    }

    @Test
    void an_id_that_comes_behind_the_deadline_is_late_and_counted() throws Exception {
        answerAll(GONE);
        List<Answer> told = new ArrayList<>();
        var beforeLast = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        long deadline = System.nanoTime() + HASTY.deadline().toNanos();
        Thread.ofPlatform().daemon().start(() -> {
            // the loop waits for the network; after the deadline it waits for the next id
            while (System.nanoTime() - deadline < 0 || caller.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            beforeLast.countDown();
        });
        RollCall.Summary summary = stream(Roster.first(0, 3).ids(), beforeLast, HASTY, told);
        assertThat(ids(told)).containsExactly("0", "1", "2");
        assertThat(told.getLast()).isEqualTo(new Answer.Late(new UserId("2"), Attempts.NONE));
        assertThat(summary.counts().asked()).isEqualTo(3);
        assertThat(remote.stats().late()).isEqualTo(summary.counts().late());
    }
}
