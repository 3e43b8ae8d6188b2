package dev.rollcall.http.server.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.Proof;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.run.RunLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LineRowTest {
    private static final Instant NOW = Instant.parse("2026-11-27T10:15:02.123456Z");
    private static final UserId ID = new UserId("a/7");

    private static LineRow row(Line.Kind kind, Proof proof, String note) {
        return new LineRow(new RunLine(
                kind, Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty(), proof, note));
    }

    private static Proof absent(int attempts) {
        return Proof.called(new Answer.Absent(ID, new Attempts(attempts, Duration.ZERO, Duration.ZERO)), NOW);
    }

    @Test
    void the_proof_says_what_was_answered_when_and_after_how_many_attempts() {
        LineRow row = row(Line.Kind.WATCHED, absent(2), "");
        assertThat(row.proof()).isEqualTo("absent, asked by name at");
        assertThat(row.afterAttempts()).isEqualTo(", after 2 attempts");
        assertThat(row(Line.Kind.WATCHED, absent(1), "").afterAttempts()).isEqualTo(", after 1 attempt");
        assertThat(row.at()).isEqualTo(NOW);
        assertThat(row.user()).isEqualTo("../users/a%2F7");
    }

    @Test
    void a_place_on_the_list_and_an_answer_that_was_not_asked_for_are_told_as_such() {
        assertThat(row(Line.Kind.SAME, Proof.listed(new User(ID, "Ada", ""), NOW), "")
                        .proof())
                .isEqualTo("on the remote’s list at");
        LineRow late = row(Line.Kind.UNDECIDED, Proof.called(new Answer.Late(ID, Attempts.NONE), NOW), "");
        assertThat(late.proof() + late.afterAttempts()).isEqualTo("late, not asked by");
    }

    @Test
    void the_time_of_a_note_stands_apart() {
        LineRow row = row(Line.Kind.WATCHED, absent(1), "absent in 1 of 2 runs since " + NOW);
        assertThat(row.note()).isEqualTo("absent in 1 of 2 runs since ");
        assertThat(row.since()).hasValue(NOW);
        LineRow other = row(Line.Kind.WATCHED, absent(1), "absent since long ago");
        assertThat(other.note()).isEqualTo("absent since long ago");
        assertThat(other.since()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void every_kind_has_a_colour(Line.Kind kind) {
        assertThat(LineRow.colour(kind)).isIn("open", "present", "absent", "late", "failed");
    }
}
