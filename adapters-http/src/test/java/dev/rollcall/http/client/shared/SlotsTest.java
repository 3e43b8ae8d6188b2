package dev.rollcall.http.client.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SlotsTest {
    private final List<String> granted = new ArrayList<>();
    private final Slots.Holder one = count -> granted.add("one " + count);
    private final Slots.Holder other = count -> granted.add("other " + count);
    private final Slots slots = new Slots(4);

    @Test
    void there_are_so_many_and_no_more() {
        assertThat(slots.take(3, 0)).isEqualTo(3);
        assertThat(slots.take(3, 3)).isEqualTo(1);
        assertThat(slots.take(3, 0)).isZero();
        slots.give(2);
        assertThat(slots.taken()).isEqualTo(2);
    }

    @Test
    void beyond_a_share_another_share_is_left_for_the_next_who_comes() {
        slots.enter();
        slots.enter();
        slots.enter();
        assertThat(slots.share()).isEqualTo(1);
        assertThat(slots.take(4, 0)).isEqualTo(3);
        assertThat(slots.take(4, 3)).isZero();
        assertThat(slots.take(4, 0)).isEqualTo(1);
    }

    @Test
    void what_is_given_back_goes_to_those_that_wait_in_turn() {
        slots.take(4, 0);
        slots.await(one, 2);
        slots.await(other, 1);
        assertThat(slots.isScarce()).isTrue();
        slots.give(1);
        assertThat(granted).containsExactly("one 1");
        slots.give(3);
        assertThat(granted).containsExactly("one 1", "other 1");
        assertThat(slots.isScarce()).isFalse();
        assertThat(slots.taken()).isEqualTo(2);
    }

    @Test
    void who_waits_is_granted_no_more_than_is_wanted() {
        slots.take(4, 0);
        slots.await(one, 2);
        slots.give(4);
        assertThat(granted).containsExactly("one 2");
        assertThat(slots.taken()).isEqualTo(2);
    }

    @Test
    void nobody_waits_while_one_is_free() {
        slots.take(3, 0);
        slots.await(one, 2);
        assertThat(granted).containsExactly("one 1");
        assertThat(slots.isScarce()).isFalse();
        assertThat(slots.taken()).isEqualTo(4);
    }

    @Test
    void who_leaves_is_granted_nothing_any_more() {
        slots.enter();
        slots.take(4, 0);
        slots.await(one, 1);
        slots.leave(one);
        assertThat(slots.isScarce()).isFalse();
        slots.give(1);
        assertThat(granted).isEmpty();
        assertThat(slots.taken()).isEqualTo(3);
    }

    @Test
    void all_have_the_same_share_and_none_keeps_one_when_there_are_too_few() {
        assertThat(slots.share()).isEqualTo(4);
        slots.enter();
        slots.enter();
        assertThat(slots.share()).isEqualTo(2);
        for (int i = 0; i < 10; i++) {
            slots.enter();
        }
        assertThat(slots.share()).isZero();
    }
}
