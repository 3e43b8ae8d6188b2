package dev.rollcall.http.server.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimeAxisTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, PT0.000001S, PT0.000001S",
        "PT0.0417S, PT0.01S, PT0.05S",
        "PT0.1S, PT0.02S, PT0.1S",
        "PT0.100001S, PT0.05S, PT0.15S",
        "PT2.003S, PT0.5S, PT2.5S",
        "PT30S, PT10S, PT30S",
        "PT24H, PT20000S, PT100000S",
    })
    void its_steps_are_round_and_it_ends_with_one(Duration time, Duration step, Duration end) {
        TimeAxis axis = TimeAxis.of(time, 5, 100, 200);
        assertThat(axis.step()).isEqualTo(step);
        assertThat(axis.end()).isEqualTo(end);
        assertThat(axis.steps()).isLessThanOrEqualTo(5);
    }

    @Test
    void time_runs_from_left_to_right() {
        TimeAxis axis = TimeAxis.of(Duration.ofMillis(50), 5, 100, 200);
        assertThat(axis.x(Duration.ZERO)).isEqualTo(100);
        assertThat(axis.x(Duration.ofMillis(25))).isEqualTo(150);
        assertThat(axis.x(Duration.ofMillis(50))).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PT0.05S | 0 ms, 10 ms, 20 ms, 30 ms, 40 ms, 50 ms",
                "PT0.002S | 0 ms, 0.5 ms, 1 ms, 1.5 ms, 2 ms",
                "PT2.5S | 0 s, 0.5 s, 1 s, 1.5 s, 2 s, 2.5 s",
                "PT1S | 0 ms, 200 ms, 400 ms, 600 ms, 800 ms, 1000 ms",
            })
    void its_ticks_have_labels(Duration time, String labels) {
        assertThat(TimeAxis.of(time, 5, 100, 200).ticks(5))
                .extracting(TimeAxis.Tick::label)
                .containsExactly(labels.split(", ", -1));
    }

    @Test
    void it_can_have_fewer_ticks_and_these_are_at_round_times_too() {
        assertThat(TimeAxis.of(Duration.ofMillis(550), 11, 100, 210).ticks(5))
                .containsExactly(
                        new TimeAxis.Tick(100, "0 ms"),
                        new TimeAxis.Tick(140, "200 ms"),
                        new TimeAxis.Tick(180, "400 ms"));
    }
}
