package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.domain.rollcall.TraceParent;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.http1.Connections;
import dev.rollcall.http.client.http1.Endpoint;
import dev.rollcall.http.client.http1.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RollCallLoopTest {
    private static final CallPolicy PATIENT = new CallPolicy(Duration.ofSeconds(30), 16);
    private static final CallPolicy HASTY = PATIENT.withDeadline(Duration.ofMillis(600));
    private static final String GONE = "HTTP/1.1 404 Not Found⏎Content-Length: 0⏎⏎";

    private final Peer peer = new Peer();
    private final Answered answered = new Answered();
    private Remote remote = remote(Duration.ofSeconds(20));

    private Remote remote(Duration attemptTimeout) {
        Upstream upstream = Upstream.of(new UriTemplate("http://127.0.0.1:%s/users/{id}".formatted(peer.port())))
                .with(new RequestLimits(16, 2, attemptTimeout));
        return Remote.of(upstream, new Endpoint(upstream.uri().origin()));
    }

    /** Records the answers as they arrive, and counts the heartbeats. */
    private static class Answered implements AnswerSink {
        private final List<Answer> answers = new ArrayList<>();
        private int waited;

        @Override
        public void add(int place, Answer answer) {
            answers.add(answer);
        }

        @Override
        public void waiting() {
            waited++;
        }
    }

    @AfterEach
    void close() throws IOException {
        remote.pool().close();
        peer.close();
    }

    private RollCallLoop call(int ids, CallPolicy policy, AnswerSink answers) throws InterruptedException {
        Connections connections = remote.pool().take();
        try {
            var loop = new RollCallLoop(remote, connections, Ids.of(Roster.first(0, ids)), policy, answers);
            loop.run();
            return loop;
        } finally {
            remote.pool().give(connections);
        }
    }

    private void answerAll(String response) {
        peer.follow(visitor -> {
            while (visitor.request() != null) {
                visitor.send(response);
            }
        });
    }

    private void assertNothingIsInFlight() {
        assertThat(remote.stats().inFlight()).isZero();
        assertThat(remote.stats().shareable()).isZero();
    }

    @Test
    void it_ends_with_the_last_answer_and_not_at_the_deadline() throws InterruptedException {
        answerAll(GONE);
        RollCallLoop loop = call(50, PATIENT, answered);
        assertThat(answered.answers).hasSize(50).allMatch(Answer.Absent.class::isInstance);
        assertThat(loop.elapsed()).isLessThan(PATIENT.deadline());
        assertThat(loop.warnings(new RollCall.Counts(50, 0, 50, 0, 0))).hasSize(1);
        assertNothingIsInFlight();
    }

    @Test
    void the_remote_learns_to_which_trace_its_requests_belong() throws InterruptedException {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        List<String> heads = new CopyOnWriteArrayList<>();
        peer.follow(visitor -> {
            for (String head = visitor.request(); head != null; head = visitor.request()) {
                heads.add(head);
                visitor.send(GONE);
            }
        });
        call(2, PATIENT.within(TraceParent.of(trace)), answered);
        assertThat(heads).hasSize(2).allMatch(head -> head.contains("\r\ntraceparent: " + trace + "\r\n"));
        heads.clear();
        call(1, PATIENT, answered);
        assertThat(heads).isNotEmpty().noneMatch(head -> head.contains("traceparent"));
    }

    @Test
    void at_the_deadline_all_that_have_no_answer_are_late_asked_or_not() throws InterruptedException {
        RollCallLoop loop = call(50, HASTY, answered);
        assertThat(loop.elapsed()).isGreaterThanOrEqualTo(HASTY.deadline());
        assertThat(answered.answers).hasSize(50).allMatch(Answer.Late.class::isInstance);
        assertThat(answered.answers)
                .extracting(answer -> answer.attempts().count())
                .contains(0);
        assertNothingIsInFlight();
    }

    @Test
    void who_waits_is_asked_now_and_then_whether_he_still_does_and_what_he_throws_ends_it() throws Exception {
        call(1, HASTY, answered);
        assertThat(answered.waited).isPositive();
        var gone = new Answered() {
            @Override
            public void waiting() {
                throw new IllegalStateException("gone");
            }
        };
        assertThatThrownBy(() -> call(20, PATIENT, gone)).hasMessage("gone");
        assertNothingIsInFlight();
    }

    private void stall(String field) {
        peer.follow(visitor -> {
            visitor.request();
            visitor.send("HTTP/1.1 404 Not Found⏎%sContent-Length: 1000⏎⏎".formatted(field));
            visitor.awaitGone();
        });
    }

    @Test
    void an_absence_whose_body_stalls_counts_at_the_deadline() throws InterruptedException {
        stall("Content-Type: application/json⏎");
        call(3, PATIENT.withDeadline(Duration.ofSeconds(2)), answered);
        assertThat(answered.answers).hasSize(3).allMatch(Answer.Absent.class::isInstance);
    }

    @Test
    void an_absence_whose_body_stalls_proves_nothing_if_nobody_knows_what_it_would_have_been()
            throws InterruptedException {
        stall("");
        call(1, PATIENT.withDeadline(Duration.ofSeconds(2)), answered);
        assertThat(answered.answers)
                .singleElement()
                .isInstanceOfSatisfying(
                        Answer.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(Reason.UNCONFIRMED));
    }

    @Test
    void an_attempt_that_takes_too_long_is_made_again_and_its_connection_given_up() throws InterruptedException {
        remote = remote(Duration.ofMillis(200));
        var gone = new CountDownLatch(2);
        peer.follow(visitor -> {
            visitor.request();
            visitor.awaitGone();
            gone.countDown();
        });
        call(1, PATIENT, answered);
        gone.await();
        assertThat(answered.answers).singleElement().isInstanceOfSatisfying(Answer.Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(Reason.TIMEOUT);
            assertThat(failed.detail()).isEqualTo("no answer in 200 ms after 2 attempts");
        });
        assertThat(remote.stats().requests()).isEqualTo(2);
        assertThat(remote.stats().retries()).isEqualTo(1);
        assertNothingIsInFlight();
    }

    @Test
    void every_request_that_leaves_is_counted_though_a_stale_connection_made_it_leave_twice()
            throws InterruptedException {
        var visits = new AtomicInteger();
        peer.follow(visitor -> {
            visits.incrementAndGet();
            visitor.request();
            visitor.send(GONE);
            if (visitor.number() == 1) {
                visitor.request();
                return;
            }
            while (visitor.request() != null) {
                visitor.send(GONE);
            }
        });
        call(1, PATIENT, answered);
        call(1, PATIENT, answered);
        assertThat(answered.answers).hasSize(2).allMatch(Answer.Absent.class::isInstance);
        assertThat(visits).hasValue(2);
        assertThat(remote.stats().requests()).isEqualTo(peer.requests());
        assertThat(remote.stats().retries()).isEqualTo(1);
        assertThat(answered.answers.getLast().attempts().count()).isEqualTo(2);
    }

    @Test
    void a_quota_that_is_used_up_keeps_everybody_back_though_the_answer_is_good() throws InterruptedException {
        answerAll("HTTP/1.1 404 Not Found⏎RateLimit-Remaining: 0⏎RateLimit-Reset: 30⏎Content-Length: 0⏎⏎");
        call(1, PATIENT, answered);
        assertThat(answered.answers).singleElement().isInstanceOf(Answer.Absent.class);
        assertThat(remote.gate().barrier(System.nanoTime()))
                .hasValueSatisfying(barrier ->
                        assertThat(barrier.why().detail()).isEqualTo("the remote's quota is used up, not asked"));
    }

    @Test
    void an_interrupt_ends_it_with_nothing_in_flight() {
        Thread caller = Thread.currentThread();
        peer.follow(visitor -> {
            visitor.request();
            caller.interrupt();
            visitor.awaitGone();
        });
        assertThatThrownBy(() -> call(1, PATIENT, answered)).isInstanceOf(InterruptedException.class);
        assertThat(answered.answers).isEmpty();
        assertNothingIsInFlight();
    }
}
