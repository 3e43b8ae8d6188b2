package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SlotsTest {
    private final List<String> granted = new ArrayList<>();
    private final Slots.Holder one = () -> granted.add("one");
    private final Slots.Holder other = () -> granted.add("other");
    private final Slots slots = new Slots(4);

    private void takeAll() {
        while (slots.take()) {}
    }

    @Test
    void there_are_so_many_and_no_more() {
        takeAll();
        assertThat(slots.taken()).isEqualTo(4);
        slots.give(2);
        assertThat(slots.taken()).isEqualTo(2);
    }

    @Test
    void what_is_given_back_goes_to_those_that_wait_in_turn_one_each_time() {
        takeAll();
        assertThat(slots.takeOrWait(one)).isFalse();
        assertThat(slots.takeOrWait(other)).isFalse();
        assertThat(slots.isScarce()).isTrue();
        slots.give(1);
        assertThat(granted).containsExactly("one");
        slots.give(2);
        assertThat(granted).containsExactly("one", "other");
        assertThat(slots.isScarce()).isFalse();
        assertThat(slots.taken()).isEqualTo(3);
    }

    @Test
    void nobody_waits_while_one_is_free() {
        assertThat(slots.takeOrWait(one)).isTrue();
        slots.give(1);
        assertThat(granted).isEmpty();
        assertThat(slots.taken()).isZero();
    }

    @Test
    void who_leaves_is_granted_nothing_any_more() {
        slots.enter();
        takeAll();
        slots.takeOrWait(one);
        slots.leave(one);
        assertThat(slots.isScarce()).isFalse();
        slots.give(1);
        assertThat(granted).isEmpty();
        assertThat(slots.taken()).isEqualTo(3);
    }

    @Test
    void all_have_the_same_share_and_at_least_one() {
        assertThat(slots.share()).isEqualTo(4);
        slots.enter();
        slots.enter();
        assertThat(slots.share()).isEqualTo(2);
        for (int i = 0; i < 10; i++) {
            slots.enter();
        }
        assertThat(slots.share()).isEqualTo(1);
        slots.leave(one);
        assertThat(slots.share()).isEqualTo(1);
    }
}
