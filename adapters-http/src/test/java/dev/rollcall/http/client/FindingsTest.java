package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.client.Lookup.Step;
import dev.rollcall.http.client.api.Proofs;
import dev.rollcall.http.client.api.Reply;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.http1.Endpoint;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FindingsTest {
    private static final UserId CANARY = new UserId("canary");
    private static final Reply DOWN = new Reply.Unavailable(Reason.STATUS, "503", Optional.empty());
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Map<Integer, Answer> answers = new HashMap<>();

    /** The parts of a roll call of two ids. */
    private final class Call {
        private final Remote remote;
        private final Agenda agenda;
        private final Findings findings;

        Call(Proofs proofs) {
            Upstream upstream = Upstream.of(new UriTemplate("http://127.0.0.1:9/users/{id}"))
                    .with(proofs);
            this.remote = Remote.of(upstream, new Endpoint(upstream.uri().origin()));
            long now = System.nanoTime();
            var terms = new Lookup.Terms(remote.limits(), now, now + MINUTE);
            this.agenda = new Agenda(Ids.of(Roster.first(0, 2)), terms);
            this.findings = new Findings(
                    remote,
                    new AnswerSink() {
                        @Override
                        public void add(int place, Answer answer) {
                            assertThat(answers.put(place, answer)).isNull();
                        }

                        @Override
                        public void waiting() {
                            // for nobody
                        }
                    },
                    agenda,
                    terms);
        }

        private Lookup ask() {
            Lookup next = Objects.requireNonNull(agenda.next(true));
            next.asked(System.nanoTime());
            return next;
        }

        private Step reply(Lookup lookup, Reply reply) {
            Step step = findings.decide(lookup, reply);
            findings.follow(lookup, step);
            return step;
        }
    }

    private static Reply found(UserId id) {
        return new Reply.Found(new User(id, "Name", ""));
    }

    @Test
    void it_is_complete_when_every_id_was_begun_and_has_its_answer() {
        var call = new Call(Proofs.DEFAULT);
        assertThat(call.findings.isComplete()).isFalse();
        Lookup first = call.ask();
        call.reply(first, found(first.id()));
        assertThat(call.findings.isComplete()).isFalse();
        Lookup second = call.ask();
        assertThat(call.findings.isComplete()).isFalse();
        call.reply(second, new Reply.Gone());
        assertThat(call.findings.isComplete()).isTrue();
        assertThat(answers.get(0)).isInstanceOf(Answer.Present.class);
        assertThat(answers.get(1)).isInstanceOf(Answer.Absent.class);
        assertThat(first.isDone()).isTrue();
    }

    @Test
    void an_answer_that_is_held_back_is_none_and_the_canary_is_asked_before_all_others() {
        var call = new Call(Proofs.DEFAULT.withCanary(CANARY));
        Lookup gone = call.ask();
        call.reply(gone, new Reply.Gone());
        assertThat(gone.isDone()).isTrue();
        assertThat(answers).isEmpty();
        assertThat(call.remote.stats().absent()).isZero();
        Lookup canary = call.ask();
        assertThat(canary.id()).isEqualTo(CANARY);
        Lookup second = call.ask();
        call.reply(second, found(second.id()));
        assertThat(call.findings.isComplete()).isFalse();
        call.reply(canary, found(CANARY));
        assertThat(call.findings.isComplete()).isTrue();
    }

    @Test
    void only_answers_of_the_roll_are_counted_each_once() {
        var call = new Call(Proofs.DEFAULT.withCanary(CANARY));
        call.reply(call.ask(), new Reply.Gone());
        call.reply(call.ask(), found(CANARY));
        call.reply(call.ask(), new Reply.Unusable(Reason.STATUS, "500"));
        assertThat(call.remote.stats().absent()).isEqualTo(1);
        assertThat(call.remote.stats().failed()).isEqualTo(1);
        assertThat(call.remote.stats().present()).isZero();
    }

    @Test
    void one_that_failed_and_is_asked_again_is_counted_until_it_has_its_answer() {
        var call = new Call(Proofs.DEFAULT);
        Lookup lookup = call.ask();
        assertThat(call.reply(lookup, DOWN)).isInstanceOf(Step.Paused.class);
        assertThat(call.findings.failing()).isEqualTo(1);
        lookup.asked(System.nanoTime());
        assertThat(call.reply(lookup, DOWN)).isInstanceOf(Step.Cautious.class);
        assertThat(call.findings.failing()).isEqualTo(1);
        lookup.asked(System.nanoTime());
        call.reply(lookup, found(lookup.id()));
        assertThat(call.findings.failing()).isZero();
    }

    @Test
    void one_whose_first_failure_stands_does_not_stay_counted() {
        var call = new Call(Proofs.DEFAULT);
        while (call.remote.budget().withdraw()) {
            assertThat(answers).isEmpty();
        }
        assertThat(call.reply(call.ask(), DOWN)).isInstanceOf(Step.Answered.class);
        assertThat(call.findings.failing()).isZero();
        assertThat(answers.get(0))
                .isInstanceOfSatisfying(
                        Answer.Failed.class,
                        failed -> assertThat(failed.detail()).isEqualTo("503"));
    }

    @Test
    void one_that_pauses_comes_again_at_its_time() {
        var call = new Call(Proofs.DEFAULT);
        Lookup lookup = call.ask();
        call.reply(lookup, DOWN);
        assertThat(call.agenda.next(false)).isNull();
        call.agenda.resume(lookup.resumesAt(), 0);
        assertThat(call.agenda.next(false)).isSameAs(lookup);
    }

    @Test
    void the_last_chance_waits_for_a_sign_of_life() {
        var call = new Call(Proofs.DEFAULT);
        Lookup lookup = call.ask();
        call.reply(lookup, DOWN);
        call.agenda.resume(lookup.resumesAt(), 0);
        assertThat(call.ask()).isSameAs(lookup);
        call.reply(lookup, DOWN);
        call.agenda.resume(lookup.latestAt() - 1, lookup.failedAt());
        assertThat(call.agenda.next(false)).isNull();
        call.agenda.resume(lookup.latestAt(), lookup.failedAt() + 1);
        assertThat(call.agenda.next(false)).isSameAs(lookup);
    }

    @Test
    void one_that_is_held_back_comes_again_behind_what_is_due_and_has_not_failed() {
        var call = new Call(Proofs.DEFAULT);
        Lookup held = call.ask();
        call.agenda.addLast(call.ask());
        call.reply(held, new Reply.Throttled("429", Optional.empty()));
        assertThat(call.findings.failing()).isZero();
        assertThat(call.agenda.next(false)).isNotSameAs(held);
        assertThat(call.agenda.next(false)).isSameAs(held);
    }

    @Test
    void what_is_held_back_when_the_time_is_up_is_unconfirmed_and_the_roll_complete() {
        var call = new Call(Proofs.DEFAULT.withCanary(CANARY));
        call.reply(call.ask(), new Reply.Gone());
        Lookup canary = call.ask();
        Lookup second = call.ask();
        call.findings.found(second, second.late(System.nanoTime()));
        call.findings.close();
        assertThat(canary.isDone()).isFalse();
        assertThat(answers.get(0))
                .isInstanceOfSatisfying(
                        Answer.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(Reason.UNCONFIRMED));
        assertThat(answers.get(1)).isInstanceOf(Answer.Late.class);
        assertThat(call.findings.isComplete()).isTrue();
    }

    @Test
    void warnings_are_those_of_the_evidence() {
        var counts = new RollCall.Counts(10, 0, 10, 0, 0);
        assertThat(new Call(Proofs.DEFAULT).findings.warnings(counts)).hasSize(1);
        assertThat(new Call(Proofs.DEFAULT.withCanary(CANARY)).findings.warnings(counts))
                .isEmpty();
    }
}
