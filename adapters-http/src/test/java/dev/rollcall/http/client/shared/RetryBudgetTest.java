package dev.rollcall.http.client.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class RetryBudgetTest {
    private long nanos = Long.MIN_VALUE / 2;
    private final RetryBudget budget = new RetryBudget(() -> nanos);

    private void pass(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private int withdrawAll() {
        int retries = 0;
        while (budget.withdraw()) {
            retries++;
        }
        return retries;
    }

    @Test
    void ten_retries_a_second_are_always_there() {
        assertThat(budget.left()).isEqualTo(100);
        assertThat(withdrawAll()).isEqualTo(100);
        assertThat(budget.left()).isZero();
    }

    @Test
    void five_first_attempts_pay_for_a_retry() {
        withdrawAll();
        for (int i = 0; i < 4; i++) {
            budget.deposit();
            assertThat(budget.withdraw()).isFalse();
        }
        budget.deposit();
        assertThat(withdrawAll()).isEqualTo(1);
    }

    @Test
    void what_was_put_in_lasts_ten_seconds() {
        for (int i = 0; i < 500; i++) {
            budget.deposit();
        }
        pass(8_999);
        assertThat(budget.left()).isEqualTo(200);
        pass(1_002);
        assertThat(budget.left()).isEqualTo(100);
    }

    @Test
    void what_was_taken_out_is_forgotten_after_ten_seconds_too() {
        withdrawAll();
        pass(60_000);
        assertThat(budget.left()).isEqualTo(100);
    }

    @Test
    void over_a_long_run_retries_are_a_fifth_of_the_first_attempts_and_ten_a_second() {
        int retries = 0;
        int seconds = 300;
        for (int i = 0; i < seconds * 1000; i++) {
            pass(1);
            budget.deposit();
            if (budget.withdraw()) {
                retries++;
            }
        }
        // plus the initial reserve of the first ten seconds
        assertThat(retries).isBetween(seconds * 210 - 2100, seconds * 210 + 100);
    }
}
