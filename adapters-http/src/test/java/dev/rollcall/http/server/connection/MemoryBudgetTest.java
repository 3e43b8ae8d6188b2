package dev.rollcall.http.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MemoryBudgetTest {
    private final MemoryBudget budget = new MemoryBudget(100);

    @Test
    void no_more_is_taken_than_there_is() {
        assertThat(budget.take(60)).isTrue();
        assertThat(budget.take(41)).isFalse();
        assertThat(budget.take(40)).isTrue();
        assertThat(budget.take(1)).isFalse();
    }

    @Test
    void what_is_given_back_can_be_taken_again() {
        budget.take(100);
        budget.give(30);
        assertThat(budget.take(31)).isFalse();
        assertThat(budget.take(30)).isTrue();
    }

    @Test
    void bodies_leave_a_half_to_others() {
        assertThat(budget.takeForBody(51)).isFalse();
        assertThat(budget.takeForBody(50)).isTrue();
        assertThat(budget.takeForBody(1)).isFalse();
        assertThat(budget.take(50)).isTrue();
    }

    @Test
    void there_is_some_in_any_heap() {
        assertThat(MemoryBudget.ofHeap().take(8L << 20)).isTrue();
        assertThat(MemoryBudget.connectionsOfHeap()).isPositive();
    }
}
