package dev.rollcall.domain.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LineCountsTest {
    private static final User ANN = new User(new UserId("1"), "Ann", "ann@example.org");
    private static final Entry ENTRY = new Entry(ANN, 1, Instant.EPOCH);

    private static Proof proof(Answer answer) {
        return Proof.called(answer, Instant.EPOCH);
    }

    @Test
    void a_line_counts_by_its_kind_and_its_answer() {
        Proof absent = proof(new Answer.Absent(ANN.id(), Attempts.NONE));
        LineCounts counts = LineCounts.of(new Line.Local(ENTRY, absent))
                .plus(LineCounts.of(new Line.Delete(ENTRY, absent)))
                .plus(LineCounts.of(new Line.Undecided("late", proof(new Answer.Late(ANN.id(), Attempts.NONE)))));
        assertThat(counts.kinds())
                .isEqualTo(Map.of(Line.Kind.LOCAL, 1L, Line.Kind.DELETE, 1L, Line.Kind.UNDECIDED, 1L));
        assertThat(counts.absent()).isEqualTo(2);
        assertThat(counts.unproven()).isEqualTo(1);
        assertThat(counts.answers()).isEqualTo(3);
        assertThat(counts.changes()).isEqualTo(1);
        assertThat(counts.of(Line.Kind.CREATE)).isZero();
    }

    @Test
    void it_tells_which_fields_the_remote_has_and_which_are_cleared() {
        User nameless = ANN.with(Map.of(UserField.NAME, ""));
        LineCounts counts =
                LineCounts.of(new Line.Update(ENTRY, nameless, proof(new Answer.Present(nameless, Attempts.NONE))));
        assertThat(counts.told()).isEqualTo(Map.of(UserField.EMAIL, 1L));
        assertThat(counts.cleared()).isEqualTo(Map.of(UserField.NAME, 1L));
        assertThat(counts.plus(counts).told()).isEqualTo(Map.of(UserField.EMAIL, 2L));
        assertThat(LineCounts.NONE.plus(counts)).isEqualTo(counts);
    }
}
