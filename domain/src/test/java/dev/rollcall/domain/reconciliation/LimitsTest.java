package dev.rollcall.domain.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.UserField;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class LimitsTest {
    private static LineCounts lines(Line.Kind kind, long count) {
        return new LineCounts(Map.of(kind, count), count, 0, 0, Map.of(), Map.of());
    }

    @Test
    void a_share_is_rounded_up() {
        var five = new Limits(Map.of(Line.Kind.DELETE, Limits.Limit.percent(5)));
        assertThat(five.excesses(lines(Line.Kind.DELETE, 1), 10)).isEmpty();
        assertThat(five.excesses(lines(Line.Kind.DELETE, 2), 10))
                .containsExactly("delete: 2 lines, at most 1 (5 % of 10 users) are allowed");
        assertThat(five.excesses(lines(Line.Kind.DELETE, 50), 1000)).isEmpty();
        assertThat(five.excesses(lines(Line.Kind.DELETE, 51), 1000)).hasSize(1);
        assertThat(five.excesses(lines(Line.Kind.UPDATE, 1000), 1000)).isEmpty();
    }

    @Test
    void both_a_number_and_a_share_count() {
        var limit = new Limits.Limit(OptionalLong.of(3), OptionalInt.of(50));
        var both = new Limits(Map.of(Line.Kind.CREATE, limit));
        assertThat(both.excesses(lines(Line.Kind.CREATE, 3), 10)).isEmpty();
        assertThat(both.excesses(lines(Line.Kind.CREATE, 4), 10))
                .containsExactly("create: 4 lines, at most 3 are allowed");
        assertThat(both.excesses(lines(Line.Kind.CREATE, 6), 10)).hasSize(2);
        assertThat(new Limits(Map.of(Line.Kind.DELETE, Limits.Limit.count(0)))
                        .excesses(lines(Line.Kind.DELETE, 1), 100))
                .containsExactly("delete: 1 lines, at most 0 are allowed");
    }

    @Test
    void a_field_is_cleared_for_some_only_if_others_have_it() {
        Map<UserField, Long> cleared = Map.of(UserField.EMAIL, 4L);
        var some = new LineCounts(Map.of(), 9, 0, 0, Map.of(UserField.EMAIL, 1L), cleared);
        var none = new LineCounts(Map.of(), 9, 0, 0, Map.of(UserField.NAME, 9L), cleared);
        assertThat(Limits.NONE.excesses(some, 9)).isEmpty();
        assertThat(Limits.NONE.excesses(none, 9))
                .containsExactly("email would be cleared for 4 users: the remote tells it for nobody");
    }

    @Test
    void a_limit_is_a_number_and_a_share() {
        assertThatThrownBy(() -> Limits.Limit.percent(101)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Limits.Limit.count(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
