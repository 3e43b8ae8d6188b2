package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.http.client.shared.Slots;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class HeldSlotsTest {
    private final Slots slots = new Slots(4);
    private final AtomicInteger woken = new AtomicInteger();
    private final HeldSlots held = new HeldSlots(slots, woken::incrementAndGet);

    /** Takes this many, each for a request in flight. */
    private static void takeAll(HeldSlots taker, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(taker.take(count - i, i)).isTrue();
        }
    }

    @Test
    void what_could_be_used_is_taken_at_once_and_what_is_not_used_given_back() {
        assertThat(held.take(3, 0)).isTrue();
        assertThat(slots.taken()).isEqualTo(3);
        held.giveBack();
        assertThat(slots.taken()).isEqualTo(1);
        held.giveBack();
        assertThat(slots.taken()).isEqualTo(1);
    }

    @Test
    void there_is_none_more_than_the_remote_has() {
        takeAll(held, 4);
        assertThat(held.take(1, 4)).isFalse();
        assertThat(slots.isScarce()).isFalse();
    }

    @Test
    void one_that_came_free_serves_again_without_being_given_back() {
        takeAll(held, 4);
        held.free();
        assertThat(slots.taken()).isEqualTo(4);
        assertThat(held.take(1, 3)).isTrue();
        assertThat(held.take(1, 4)).isFalse();
    }

    @Test
    void who_finds_none_waits_in_turn_is_woken_and_has_what_was_granted() {
        var other = new HeldSlots(slots, () -> {});
        slots.take(4, -4);
        assertThat(other.take(1, 0)).isFalse();
        assertThat(held.take(8, 0)).isFalse();
        assertThat(held.take(8, 0)).isFalse();
        slots.give(3);
        assertThat(slots.isScarce()).isFalse();
        assertThat(woken).hasValue(1);
        assertThat(held.take(8, 0)).isFalse();
        held.share(0);
        assertThat(held.take(8, 0)).isTrue();
        assertThat(held.take(8, 1)).isTrue();
        assertThat(held.take(8, 2)).isFalse();
        assertThat(slots.taken()).isEqualTo(4);
    }

    @Test
    void who_has_a_fair_share_does_not_wait_for_more() {
        var other = new HeldSlots(slots, () -> {});
        takeAll(held, 2);
        takeAll(other, 2);
        assertThat(held.take(1, 2)).isFalse();
        assertThat(slots.isScarce()).isFalse();
    }

    @Test
    void what_is_beyond_the_fair_share_goes_to_who_waits_for_it_as_it_comes_free() {
        takeAll(held, 4);
        var other = new HeldSlots(slots, woken::incrementAndGet);
        assertThat(other.take(4, 0)).isFalse();
        held.free();
        held.free();
        held.free();
        held.share(1);
        assertThat(woken).hasValue(1);
        other.share(0);
        takeAll(other, 2);
        assertThat(held.take(3, 1)).isTrue();
        assertThat(held.take(2, 2)).isFalse();
    }

    @Test
    void nothing_is_given_away_while_nobody_waits() {
        takeAll(held, 4);
        var other = new HeldSlots(slots, () -> {});
        held.free();
        held.share(3);
        assertThat(slots.taken()).isEqualTo(4);
        other.leave();
    }

    @Test
    void what_is_in_flight_beyond_the_fair_share_is_not_given_away() {
        takeAll(held, 4);
        var other = new HeldSlots(slots, () -> {});
        assertThat(other.take(1, 0)).isFalse();
        held.share(4);
        assertThat(slots.taken()).isEqualTo(4);
        assertThat(slots.isScarce()).isTrue();
    }

    @Test
    void who_takes_part_when_there_are_more_than_slots_still_waits_for_one() {
        for (int i = 0; i < 10; i++) {
            slots.enter();
        }
        assertThat(slots.share()).isZero();
        slots.take(4, -4);
        assertThat(held.take(8, 0)).isFalse();
        assertThat(slots.isScarce()).isTrue();
        slots.give(1);
        held.share(0);
        assertThat(held.take(8, 0)).isTrue();
        assertThat(held.take(8, 1)).isFalse();
    }

    @Test
    void who_leaves_gives_back_what_is_not_in_flight_and_what_was_granted_unseen() {
        slots.take(3, 0);
        assertThat(held.take(2, 0)).isTrue();
        held.free();
        held.giveBack();
        slots.take(1, -4);
        assertThat(held.take(2, 0)).isFalse();
        slots.give(4);
        assertThat(slots.taken()).isEqualTo(2);
        held.leave();
        assertThat(slots.taken()).isZero();
    }

    @Test
    void who_leaves_is_granted_nothing_any_more_and_has_no_share() {
        var other = new HeldSlots(slots, woken::incrementAndGet);
        slots.take(4, -4);
        assertThat(other.take(1, 0)).isFalse();
        other.leave();
        slots.give(4);
        assertThat(woken).hasValue(0);
        assertThat(slots.taken()).isZero();
        assertThat(slots.share()).isEqualTo(4);
    }
}
