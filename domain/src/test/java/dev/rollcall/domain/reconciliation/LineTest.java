package dev.rollcall.domain.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LineTest {
    private static final User ANN = new User(new UserId("1"), "Ann", "ann@example.org");
    private static final Entry ENTRY = new Entry(ANN, 1, Instant.EPOCH);
    private static final Proof PROOF = Proof.listed(ANN, Instant.EPOCH);

    @Test
    void an_action_tells_the_fields_that_change() {
        User other = ANN.with(Map.of(UserField.EMAIL, "", UserField.ACTIVE, "false", UserField.attribute("room"), "7"));
        assertThat(new Line.Deactivate(ENTRY, other, PROOF).fields())
                .containsExactly(UserField.EMAIL, UserField.ACTIVE, UserField.attribute("room"));
        assertThat(new Line.Create(ANN, PROOF).fields()).containsExactly(UserField.NAME, UserField.EMAIL);
        assertThat(new Line.Delete(ENTRY, PROOF).fields()).containsExactly(UserField.NAME, UserField.EMAIL);
    }

    @Test
    void an_action_tells_the_user_before_and_after() {
        User other = ANN.with(Map.of(UserField.NAME, "Anne"));
        for (Line.Action action : List.of(
                new Line.Update(ENTRY, other, PROOF),
                new Line.Deactivate(ENTRY, other, PROOF),
                new Line.Reactivate(ENTRY, other, PROOF))) {
            assertThat(action.before()).hasValue(ENTRY);
            assertThat(action.after()).hasValue(other);
            assertThat(action.id()).isEqualTo(ANN.id());
            assertThat(action.kind().word())
                    .isEqualTo(action.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        }
        assertThat(new Line.Create(ANN, PROOF).before()).isEmpty();
        assertThat(new Line.Delete(ENTRY, PROOF).after()).isEmpty();
    }
}
