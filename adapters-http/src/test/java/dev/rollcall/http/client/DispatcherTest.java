package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.client.api.Credentials;
import dev.rollcall.http.client.api.Proofs;
import dev.rollcall.http.client.api.Reply;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.http1.Connections;
import dev.rollcall.http.client.http1.Endpoint;
import dev.rollcall.http.client.http1.Peer;
import dev.rollcall.http.client.mapping.FieldMapping;
import dev.rollcall.http.client.shared.CircuitBreaker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The remote accepts connections and is silent; the tests supply the replies. */
@Timeout(60)
final class DispatcherTest {
    private static final CallPolicy POLICY = new CallPolicy(Duration.ofMinutes(1), 3);
    private static final Reply DOWN = new Reply.Unavailable(Reason.STATUS, "503", Optional.empty());
    private static final Reply REFUSED = new Reply.Unauthorized("401");

    private final Peer peer = new Peer();
    private final List<Call> calls = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Call call : calls) {
            call.connections.close();
        }
        peer.close();
    }

    private Remote remote(int concurrency, int attempts, Credentials credentials) {
        var upstream = new Upstream(
                new UriTemplate("http://127.0.0.1:%s/users/{id}".formatted(peer.port())),
                FieldMapping.DEFAULT,
                new RequestLimits(concurrency, attempts, Duration.ofSeconds(20)),
                credentials,
                Proofs.DEFAULT);
        return Remote.of(upstream, new Endpoint(upstream.uri().origin()));
    }

    private Remote remote(int concurrency) {
        return remote(concurrency, 3, Credentials.NONE);
    }

    /** A roll call without its loop. */
    private final class Call implements AnswerSink {
        private final Connections connections;
        private final Agenda agenda;
        private final Findings findings;
        private final InFlight inFlight = new InFlight();
        private final Dispatcher dispatcher;
        private final List<Answer> answers = new ArrayList<>();
        private int room = Integer.MAX_VALUE;

        Call(Remote remote, CallPolicy policy, int ids) {
            calls.add(this);
            this.connections = remote.pool().take();
            long now = System.nanoTime();
            var terms = new Lookup.Terms(
                    remote.limits(), now, now + policy.deadline().toNanos());
            this.agenda = new Agenda(Ids.of(Roster.first(0, ids)), terms);
            this.findings = new Findings(remote, this, agenda, terms);
            var sharedReplies = new SharedReplies(connections::wake);
            this.dispatcher =
                    new Dispatcher(remote, connections, policy, terms, agenda, this, findings, sharedReplies, inFlight);
        }

        @Override
        public void add(int place, Answer answer) {
            answers.add(answer);
        }

        @Override
        public boolean hasRoom(int begun) {
            return begun < room;
        }

        @Override
        public void waiting() {
            // for nobody
        }

        /** Ends one in flight with this reply. */
        private void end(Reply reply) {
            Attempt attempt = inFlight.all().getFirst();
            connections.cancel(attempt);
            inFlight.end(attempt);
            dispatcher.freeSlot();
            attempt.shareable().end();
            findings.follow(attempt.lookup(), findings.decide(attempt.lookup(), reply));
        }

        private List<String> details() {
            return answers.stream()
                    .map(answer -> ((Answer.Failed) answer).detail())
                    .distinct()
                    .toList();
        }
    }

    private Call call(Remote remote, int ids) {
        return new Call(remote, POLICY, ids);
    }

    private static void hear(Remote remote, int times, Reply reply) {
        for (int i = 0; i < times; i++) {
            remote.gate().hear(reply, true, false, false, 1);
        }
    }

    private static void pause(Remote remote, Duration duration) {
        remote.gate().pause("429", duration, System.nanoTime());
    }

    @Test
    void as_many_are_in_flight_as_the_roll_call_may_have_and_another_when_one_ended() {
        Call call = call(remote(16), 10);
        call.dispatcher.ask();
        assertThat(call.inFlight.size()).isEqualTo(3);
        call.dispatcher.ask();
        assertThat(call.inFlight.size()).isEqualTo(3);
        call.end(new Reply.Gone());
        call.dispatcher.ask();
        assertThat(call.inFlight.size()).isEqualTo(3);
        assertThat(call.agenda.places()).isEqualTo(4);
    }

    @Test
    void no_more_are_in_flight_than_the_remote_allows_over_all_roll_calls() {
        Remote remote = remote(2);
        Call call = call(remote, 10);
        call.dispatcher.ask();
        assertThat(call.inFlight.size()).isEqualTo(2);
        var other = new Call(remote, POLICY.onlyFresh(), 10);
        other.dispatcher.ask();
        assertThat(other.inFlight.size()).isZero();
        call.end(new Reply.Gone());
        call.dispatcher.ask();
        other.dispatcher.ask();
        assertThat(call.inFlight.size()).isEqualTo(1);
        assertThat(other.inFlight.size()).isEqualTo(1);
    }

    @Test
    void no_slot_is_held_that_is_not_used() {
        Remote remote = remote(16);
        Call call = call(remote, 1);
        call.dispatcher.ask();
        assertThat(remote.stats().inFlight()).isEqualTo(1);
        call.end(new Reply.Gone());
        call.dispatcher.close();
        assertThat(remote.stats().inFlight()).isZero();
    }

    @Test
    void nothing_is_begun_whose_answer_has_no_room_but_what_was_begun_goes_on() {
        Call call = call(remote(16), 10);
        call.room = 1;
        call.dispatcher.ask();
        assertThat(call.inFlight.size()).isEqualTo(1);
        call.end(new Reply.Throttled("429", Optional.empty()));
        call.dispatcher.ask();
        assertThat(call.inFlight.size()).isEqualTo(1);
        assertThat(call.agenda.places()).isEqualTo(1);
    }

    @Test
    void nobody_is_asked_while_the_remote_wants_to_be_left_alone_and_all_are_afterwards() {
        Remote remote = remote(16);
        Call call = call(remote, 2);
        pause(remote, Duration.ofMillis(50));
        call.dispatcher.ask();
        while (remote.gate().barrier(System.nanoTime()).isPresent()) {
            Thread.onSpinWait();
        }
        call.dispatcher.ask();
        assertThat(call.inFlight.size()).isEqualTo(2);
        long latest = System.nanoTime() + POLICY.deadline().toNanos();
        assertThat(call.dispatcher.goesOnAt(latest)).isEqualTo(latest);
        assertThat(call.answers).isEmpty();
    }

    @Test
    void asking_goes_on_when_the_pause_is_over_but_the_time_given_at_the_latest() {
        Remote remote = remote(16);
        Call call = call(remote, 2);
        pause(remote, Duration.ofSeconds(30));
        call.dispatcher.ask();
        long now = System.nanoTime();
        assertThat(call.inFlight.size()).isZero();
        assertThat(call.dispatcher.goesOnAt(now + POLICY.deadline().toNanos()))
                .isEqualTo(remote.gate().barrier(now).orElseThrow().until());
        assertThat(call.dispatcher.goesOnAt(now)).isEqualTo(now);
    }

    @Test
    void when_the_pause_ends_behind_the_deadline_all_are_told_at_once() {
        Remote remote = remote(16);
        var call = new Call(remote, POLICY.withDeadline(Duration.ofSeconds(10)), 5);
        pause(remote, Duration.ofSeconds(30));
        call.dispatcher.ask();
        assertThat(call.answers).hasSize(5);
        assertThat(call.details()).containsExactly("429, not asked");
        assertThat(call.findings.isComplete()).isTrue();
    }

    @Test
    void who_waits_again_and_again_is_called_once_and_forgotten_when_the_roll_call_ends() {
        Remote remote = remote(16);
        Call call = call(remote, 5);
        pause(remote, Duration.ofSeconds(30));
        for (int i = 0; i < 100; i++) {
            call.dispatcher.ask();
        }
        assertThat(remote.gate().waiting()).isEqualTo(1);
        call.dispatcher.close();
        assertThat(remote.gate().waiting()).isZero();
    }

    @Test
    void one_that_was_held_back_to_the_end_says_why_and_is_not_late() {
        Remote remote = remote(16);
        Call call = call(remote, 1);
        Lookup lookup = Objects.requireNonNull(call.agenda.next(true));
        assertThat(call.dispatcher.late(lookup, System.nanoTime())).isInstanceOf(Answer.Late.class);
        call.agenda.addFirst(lookup);
        pause(remote, Duration.ofSeconds(30));
        call.dispatcher.ask();
        assertThat(call.dispatcher.late(lookup, System.nanoTime()))
                .isInstanceOfSatisfying(
                        Answer.Failed.class,
                        failed -> assertThat(failed.detail()).isEqualTo("429, not asked"));
    }

    @Test
    void while_the_circuit_is_open_all_wait_for_the_probe_and_are_given_up_when_it_fails() {
        Remote remote = remote(16);
        hear(remote, CircuitBreaker.FEWEST, DOWN);
        Call call = call(remote, 5);
        call.dispatcher.ask();
        assertThat(call.answers).isEmpty();
        while (!remote.gate().begin(System.nanoTime())) {
            Thread.onSpinWait();
        }
        call.dispatcher.ask();
        assertThat(call.answers).isEmpty();
        remote.gate().hear(DOWN, false, false, true, 1);
        call.dispatcher.ask();
        assertThat(call.answers)
                .hasSize(5)
                .allMatch(answer -> answer instanceof Answer.Failed failed && failed.reason() == Reason.CIRCUIT_OPEN);
    }

    @Test
    void when_the_circuit_was_open_for_long_enough_one_alone_is_asked() {
        Remote remote = remote(16);
        hear(remote, CircuitBreaker.FEWEST, DOWN);
        Call call = call(remote, 5);
        while (call.inFlight.size() == 0) {
            call.dispatcher.ask();
        }
        assertThat(call.inFlight.all()).singleElement().matches(Attempt::isProbe);
        remote.gate().hear(new Reply.Gone(), true, false, true, 1);
        call.dispatcher.ask();
        assertThat(call.inFlight.size()).isEqualTo(3);
        assertThat(call.inFlight.all()).filteredOn(Attempt::isProbe).hasSize(1);
    }

    @Test
    void credentials_that_are_refused_again_and_again_are_tried_no_more_for_the_others() {
        Remote remote = remote(16, 3, new Credentials.Token("wrong"));
        Call call = call(remote, 10);
        call.dispatcher.ask();
        hear(remote, 2, REFUSED);
        call.dispatcher.heed(REFUSED);
        assertThat(call.answers).isEmpty();
        hear(remote, 1, REFUSED);
        call.dispatcher.heed(DOWN);
        assertThat(call.answers).isEmpty();
        call.dispatcher.heed(REFUSED);
        assertThat(call.answers).hasSize(7);
        assertThat(call.details()).containsExactly("401, so no other id was asked");
    }

    @Test
    void a_request_that_another_roll_call_has_in_flight_is_shared_and_takes_no_slot() {
        Remote remote = remote(16);
        call(remote, 3).dispatcher.ask();
        Call other = call(remote, 3);
        other.dispatcher.ask();
        assertThat(other.inFlight.size()).isZero();
        assertThat(other.agenda.places()).isEqualTo(3);
        assertThat(remote.stats().saved()).isEqualTo(3);
        assertThat(remote.stats().inFlight()).isEqualTo(3);
    }

    @Test
    void who_wants_fresh_proofs_shares_nothing_that_was_in_flight() {
        Remote remote = remote(16);
        call(remote, 3).dispatcher.ask();
        var fresh = new Call(remote, POLICY.onlyFresh(), 3);
        fresh.dispatcher.ask();
        assertThat(fresh.inFlight.size()).isEqualTo(3);
        assertThat(remote.stats().saved()).isZero();
    }

    @Test
    void once_one_has_failed_no_more_are_begun_than_there_are_retries_for() {
        Remote remote = remote(16, 2, Credentials.NONE);
        Call call = call(remote, 10);
        call.dispatcher.ask();
        while (remote.budget().left() > 1) {
            remote.budget().withdraw();
        }
        call.end(DOWN);
        call.dispatcher.ask();
        assertThat(call.findings.failing()).isEqualTo(1);
        assertThat(call.agenda.places()).isEqualTo(3);
        assertThat(call.inFlight.size()).isLessThanOrEqualTo(3);
    }

    @Test
    void a_retry_for_which_nothing_is_left_makes_the_failure_stand_and_gives_its_slot_back() {
        Remote remote = remote(16);
        Call call = call(remote, 1);
        call.dispatcher.ask();
        call.end(DOWN);
        assertThat(call.answers).isEmpty();
        while (remote.budget().withdraw()) {
            assertThat(call.answers).isEmpty();
        }
        call.agenda.resume(System.nanoTime() + Duration.ofSeconds(10).toNanos(), 0);
        call.dispatcher.ask();
        assertThat(call.details()).containsExactly("503");
        assertThat(call.findings.failing()).isZero();
        assertThat(remote.stats().inFlight()).isZero();
    }
}
