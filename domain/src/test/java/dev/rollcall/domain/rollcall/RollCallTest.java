package dev.rollcall.domain.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Query;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RollCallTest {
    private static final UserId A = new UserId("a");
    private static final UserId B = new UserId("b");
    private static final Roster ROSTER = Roster.of(List.of(A, B));
    private static final Answer A_PRESENT = new Answer.Present(new User(A, "", ""), Attempts.NONE);
    private static final Answer B_ABSENT = new Answer.Absent(B, Attempts.NONE);

    private static RollCall of(Answer... answers) {
        return new RollCall(ROSTER, List.of(answers), Duration.ofSeconds(1));
    }

    @Test
    void a_roll_call_has_one_answer_for_each_id_in_order() {
        assertThat(of(A_PRESENT, B_ABSENT).answers()).containsExactly(A_PRESENT, B_ABSENT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(A_PRESENT))
                .withMessage("a roll call of 2 ids must have as many answers, not 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(B_ABSENT, A_PRESENT))
                .withMessage("answer 0 must be of id a, not b");
        assertThatIllegalArgumentException().isThrownBy(() -> of(A_PRESENT, A_PRESENT));
    }

    @Test
    void a_roll_call_is_complete_without_late_and_failed_answers() {
        assertThat(of(A_PRESENT, B_ABSENT).isComplete()).isTrue();
        assertThat(of(A_PRESENT, new Answer.Late(B, Attempts.NONE)).isComplete())
                .isFalse();
        assertThat(of(A_PRESENT, new Answer.Failed(B, Answer.Reason.STATUS, "500", Attempts.NONE))
                        .isComplete())
                .isFalse();
    }

    @Test
    void outcomes_are_counted() {
        RollCall.Counts counts =
                of(A_PRESENT, new Answer.Late(B, Attempts.NONE)).counts();
        assertThat(counts).isEqualTo(new RollCall.Counts(2, 1, 0, 1, 0));
        assertThat(counts.proven()).isEqualTo(1);
    }

    @Test
    void a_warning_is_added_behind_the_others() {
        RollCall call = of(A_PRESENT, B_ABSENT).withWarning("one").withWarning("two");
        assertThat(call.warnings()).containsExactly("one", "two");
        assertThat(call.answers()).containsExactly(A_PRESENT, B_ABSENT);
    }

    @Test
    void a_roll_call_warns_of_nothing_unless_it_has_warnings() {
        assertThat(of(A_PRESENT, B_ABSENT).warnings()).isEmpty();
        assertThat(of(A_PRESENT, B_ABSENT).summary().warning()).isEmpty();
    }

    @Test
    void the_summary_is_the_roll_call_without_its_answers() {
        var call = new RollCall(
                ROSTER, List.of(A_PRESENT, B_ABSENT), Duration.ofSeconds(1), List.of("All is well.", "Or not."));
        assertThat(call.summary())
                .isEqualTo(new RollCall.Summary(call.counts(), Duration.ofSeconds(1), call.warnings()));
        assertThat(call.summary().warning()).contains("All is well. Or not.");
    }

    @Test
    void what_is_unconfirmed_proves_nothing() {
        var unconfirmed = new Answer.Failed(B, Answer.Reason.UNCONFIRMED, "404 as HTML", Attempts.NONE);
        assertThat(unconfirmed.isProven()).isFalse();
        assertThat(unconfirmed.explanation()).isEqualTo("unconfirmed: 404 as HTML");
        RollCall call = of(A_PRESENT, unconfirmed);
        assertThat(call.counts()).isEqualTo(new RollCall.Counts(2, 1, 0, 0, 1));
        assertThat(Requirement.ALL.isMetBy(call.counts())).isFalse();
        assertThat(Requirement.ALL.wouldBeMetInTimeBy(call.counts())).isFalse();
        assertThat(Requirement.ANY.isMetBy(call.counts())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        // percent, minimum, present, absent, late, failed, met, met in time
        "0, 0, 0, 0, 5, 5, true, true",
        "100, 0, 3, 2, 0, 0, true, true",
        "100, 0, 9, 0, 1, 0, false, true",
        "100, 0, 9, 0, 0, 1, false, false",
        "90, 0, 9, 0, 0, 1, true, true",
        "91, 0, 9, 0, 0, 1, false, false",
        "0, 1, 0, 1, 0, 0, true, true",
        "0, 1, 0, 0, 1, 0, false, true",
        "0, 1, 0, 0, 0, 1, false, false",
        "100, 1, 0, 0, 0, 0, true, true",
    })
    void a_requirement_asks_for_proven_answers(
            int percent, int minimum, int present, int absent, int late, int failed, boolean met, boolean inTime) {
        var counts = new RollCall.Counts(present + absent + late + failed, present, absent, late, failed);
        assertThat(new Requirement(percent, minimum).isMetBy(counts)).isEqualTo(met);
        assertThat(new Requirement(percent, minimum).wouldBeMetInTimeBy(counts)).isEqualTo(inTime);
    }

    @Test
    void values_out_of_range_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Requirement(101, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Requirement(0, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Attempts(-1, Duration.ZERO, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new CallPolicy(Duration.ZERO, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new CallPolicy(Duration.ofDays(2), 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CallPolicy(Duration.ofSeconds(1), 0))
                .withMessage("concurrency must be 1 to 10000: 0");
        assertThatIllegalArgumentException().isThrownBy(() -> Query.first(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Roster.first(-1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Roster.first(Long.MAX_VALUE, 1));
    }

    @Test
    void rosters_of_the_same_ids_are_equal() {
        assertThat(Roster.first(0, 2)).isEqualTo(Roster.of(List.of(new UserId("0"), new UserId("1"))));
        assertThat(Roster.first(Long.MAX_VALUE - 1, 1).ids()).containsExactly(new UserId("9223372036854775806"));
        assertThat(Roster.first(0, 2).hashCode()).isEqualTo(Roster.first(0, 2).hashCode());
        assertThat(Roster.first(0, 2)).hasToString("Roster[0, 1]");
    }
}
