package dev.rollcall.domain.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PolicyTest {
    private static final UserField ROOM = UserField.attribute("room");
    private static final User HERE =
            new User(new UserId("1"), Map.of(UserField.NAME, "Ann", ROOM, "1", UserField.ACTIVE, "false"));
    private static final User THERE = new User(new UserId("1"), Map.of(UserField.EMAIL, "ann@example.org", ROOM, "2"));

    private static User merged(Precedence precedence) {
        return Policy.DEFAULT
                .withFields(
                        Map.of(UserField.NAME, precedence, UserField.EMAIL, precedence, UserField.ACTIVE, precedence))
                .merged(HERE, THERE);
    }

    @Test
    void the_value_that_counts_is_taken() {
        assertThat(merged(Precedence.REMOTE_WINS))
                .isEqualTo(new User(HERE.id(), Map.of(UserField.EMAIL, "ann@example.org", ROOM, "1")));
        assertThat(merged(Precedence.DIRECTORY_WINS)).isEqualTo(HERE);
        assertThat(merged(Precedence.FILL_BLANKS)).isEqualTo(HERE.with(Map.of(UserField.EMAIL, "ann@example.org")));
    }

    @Test
    void a_joiner_has_what_the_remote_is_asked_for() {
        assertThat(Policy.DEFAULT.created(THERE)).isEqualTo(new User(HERE.id(), "", "ann@example.org"));
    }

    @Test
    void protection_is_by_id_or_by_a_value() {
        assertThat(new Protection(Set.of(HERE.id()), Map.of()).covers(HERE)).isTrue();
        assertThat(new Protection(Set.of(), Map.of(ROOM, "1")).covers(HERE)).isTrue();
        assertThat(new Protection(Set.of(), Map.of(ROOM, "1")).covers(THERE)).isFalse();
        assertThat(Protection.NOBODY.covers(HERE)).isFalse();
    }

    @Test
    void times_are_not_negative() {
        Duration negative = Duration.ofDays(-1);
        assertThatThrownBy(() -> new Policy(
                        Policy.Creation.NEVER,
                        Map.of(),
                        Policy.Removals.NEVER,
                        negative,
                        AbsenceRule.DEFAULT,
                        Protection.NOBODY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AbsenceRule(0, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AbsenceRule(1, negative)).isInstanceOf(IllegalArgumentException.class);
    }
}
