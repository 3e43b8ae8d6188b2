package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.contract.RemoteUsersContract.Behaviour;
import dev.rollcall.domain.contract.RemoteUsersContract.Remote;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.http.client.Explanation.Verdict;
import dev.rollcall.http.client.Serving.Order;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the checker: one that accepts everything would find nothing. */
final class ExplanationTest {
    private static final UserId ID = new UserId("7");
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofMillis(10);
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final List<Serving> served = new ArrayList<>();
    private Duration elapsed = SOON;
    private boolean isAlone = true;

    private ExplanationTest first(Behaviour behaviour) {
        return serves(behaviour, true, Order.CLEAR);
    }

    private ExplanationTest then(Behaviour behaviour) {
        return serves(behaviour, false, Order.CLEAR);
    }

    private ExplanationTest strayed(Behaviour behaviour) {
        return serves(behaviour, false, Order.STRAYED);
    }

    private ExplanationTest serves(Behaviour behaviour, boolean isFirst, Order order) {
        served.add(new Serving(behaviour, 0, isFirst, order));
        return this;
    }

    private Attempts attempts() {
        return new Attempts(served.size(), Duration.ZERO, elapsed);
    }

    private Verdict verdict(Answer answer) {
        var policy = new CallPolicy(DEADLINE, 1);
        return new Explanation(served, new FinishedCall(List.of(answer), policy, 0, elapsed, isAlone), TIMEOUT)
                .verdict(answer);
    }

    private Verdict present() {
        return verdict(new Answer.Present(Remote.user(ID), attempts()));
    }

    private Verdict absent() {
        return verdict(new Answer.Absent(ID, attempts()));
    }

    private Verdict late() {
        return verdict(new Answer.Late(ID, attempts()));
    }

    private Verdict failed(Reason reason, String detail) {
        return verdict(new Answer.Failed(ID, reason, detail, attempts()));
    }

    @ParameterizedTest
    @EnumSource
    void presence_is_what_only_those_tell_who_know_the_user(Behaviour behaviour) {
        boolean tells = behaviour == Behaviour.KNOWS || behaviour == Behaviour.COMPRESSES;
        assertThat(first(behaviour).present()).isEqualTo(tells ? Verdict.PROVEN : Verdict.WRONG);
    }

    @ParameterizedTest
    @EnumSource
    void absence_is_what_only_those_tell_who_say_so(Behaviour behaviour) {
        boolean tells = behaviour == Behaviour.KNOWS_NOT || behaviour == Behaviour.KNOWS_NO_LONGER;
        assertThat(first(behaviour).absent()).isEqualTo(tells ? Verdict.PROVEN : Verdict.WRONG);
    }

    @Test
    void nothing_served_explains_neither() {
        assertThat(present()).isEqualTo(Verdict.WRONG);
        assertThat(absent()).isEqualTo(Verdict.WRONG);
    }

    @Test
    void the_last_reply_decides() {
        first(Behaviour.IS_BUSY).then(Behaviour.ASKS_FOR_A_SECOND).then(Behaviour.KNOWS);
        assertThat(present()).isEqualTo(Verdict.PROVEN);
        assertThat(absent()).isEqualTo(Verdict.WRONG);
    }

    @Test
    void whoever_was_told_does_not_ask_again() {
        first(Behaviour.KNOWS).then(Behaviour.KNOWS_NOT);
        assertThat(absent()).isEqualTo(Verdict.WRONG);
    }

    @Test
    void what_may_be_stray_is_asked_again_once() {
        then(Behaviour.KNOWS_NOT).first(Behaviour.KNOWS);
        assertThat(present()).isEqualTo(Verdict.PROVEN);
        then(Behaviour.FORBIDS).then(Behaviour.FORBIDS).then(Behaviour.KNOWS);
        assertThat(present()).isEqualTo(Verdict.WRONG);
    }

    @Test
    void what_cannot_be_stray_is_not_asked_again() {
        first(Behaviour.KNOWS_NOT).then(Behaviour.KNOWS);
        assertThat(present()).isEqualTo(Verdict.WRONG);
    }

    @Test
    void what_came_behind_stray_bytes_was_not_heard() {
        first(Behaviour.KNOWS).strayed(Behaviour.KNOWS_NOT);
        assertThat(present()).isEqualTo(Verdict.PROVEN);
        assertThat(absent()).isEqualTo(Verdict.WRONG);
    }

    @Test
    void who_was_silent_is_asked_again_after_a_time_out() {
        first(Behaviour.IS_SILENT).then(Behaviour.KNOWS);
        assertThat(present()).isEqualTo(Verdict.WRONG);
        elapsed = TIMEOUT;
        assertThat(present()).isEqualTo(Verdict.PROVEN);
    }

    @Test
    void a_request_that_was_not_counted_is_found() {
        first(Behaviour.KNOWS);
        assertThat(verdict(new Answer.Present(Remote.user(ID), Attempts.NONE))).isEqualTo(Verdict.WRONG);
    }

    @Test
    void nobody_is_late_before_the_deadline_nor_if_the_answer_came_long_before() {
        first(Behaviour.IS_SILENT);
        assertThat(late()).isEqualTo(Verdict.WRONG);
        elapsed = DEADLINE;
        assertThat(late()).isEqualTo(Verdict.PROVEN);
        then(Behaviour.KNOWS);
        assertThat(late()).isEqualTo(Verdict.WRONG);
    }

    @Test
    void a_failure_has_the_reason_of_the_last_reply() {
        first(Behaviour.HANGS_UP).then(Behaviour.FAILS);
        assertThat(failed(Reason.STATUS, "500")).isEqualTo(Verdict.PROVEN);
        assertThat(failed(Reason.CONNECTION, "broke")).isEqualTo(Verdict.WRONG);
    }

    @Test
    void whoever_was_told_something_was_asked() {
        assertThat(failed(Reason.STATUS, "429, not asked")).isEqualTo(Verdict.PROVEN);
        first(Behaviour.KNOWS);
        assertThat(failed(Reason.STATUS, "429, not asked")).isEqualTo(Verdict.WRONG);
        assertThat(failed(Reason.CIRCUIT_OPEN, "")).isEqualTo(Verdict.WRONG);
    }

    @Test
    void of_two_who_ask_either_may_have_heard_it() {
        first(Behaviour.KNOWS).then(Behaviour.KNOWS_NOT);
        isAlone = false;
        assertThat(present()).isEqualTo(Verdict.POSSIBLE);
        assertThat(absent()).isEqualTo(Verdict.POSSIBLE);
        assertThat(failed(Reason.STATUS, "500")).isEqualTo(Verdict.WRONG);
    }
}
