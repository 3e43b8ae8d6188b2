package dev.rollcall.http.server.rollcall;

import static dev.rollcall.http.server.Answers.absent;
import static dev.rollcall.http.server.Answers.call;
import static dev.rollcall.http.server.Answers.failed;
import static dev.rollcall.http.server.Answers.late;
import static dev.rollcall.http.server.Answers.present;
import static dev.rollcall.http.server.Answers.took;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HistogramTest {
    @Test
    void it_counts_answers_and_not_what_is_late_or_was_never_asked_for() {
        var histogram = new Histogram(call(
                present("1", took(0, 10)),
                late("2", took(0, 2000)),
                failed("3", Attempts.NONE),
                failed("4", took(0, 20))));
        assertThat(histogram.size()).isEqualTo(2);
        assertThat(histogram.within(100)).hasValue(Duration.ofMillis(20));
        assertThat(histogram.bars()).containsOnlyKeys("present", "failed");
    }

    @Test
    void it_tells_within_which_time_how_many_were_answered() {
        var histogram = new Histogram(call(IntStream.rangeClosed(1, 200)
                .mapToObj(i -> present("" + i, took(0, 201 - i)))
                .toArray(Answer[]::new)));
        assertThat(histogram.within(1)).hasValue(Duration.ofMillis(2));
        assertThat(histogram.within(50)).hasValue(Duration.ofMillis(100));
        assertThat(histogram.within(95)).hasValue(Duration.ofMillis(190));
        assertThat(histogram.within(100)).hasValue(Duration.ofMillis(200));
    }

    @Test
    void without_answers_it_tells_nothing() {
        var histogram = new Histogram(call());
        assertThat(histogram.within(50)).isEmpty();
        assertThat(histogram.bars()).isEmpty();
        assertThat(histogram.highest()).isOne();
    }

    @Test
    void an_outcome_stands_upon_those_before_it_and_the_highest_column_reaches_the_top() {
        var histogram =
                new Histogram(call(absent("1", took(0, 100)), present("2", took(0, 100)), present("3", took(5, 1))));
        String present = histogram.bars().getOrDefault("present", "");
        String absent = histogram.bars().getOrDefault("absent", "");
        int half = (Histogram.BOTTOM + histogram.top()) / 2;
        assertThat(histogram.highest()).isEqualTo(2);
        assertThat(present).contains(" " + Histogram.BOTTOM + "V" + half).contains("M");
        assertThat(absent).endsWith(" " + half + "V" + histogram.top());
    }

    @Test
    void what_took_as_long_as_a_tick_says_is_in_the_column_that_ends_there() {
        var histogram = new Histogram(call(present("1", took(0, 0)), present("2", took(0, 25))));
        assertThat(histogram.bars().getOrDefault("present", "").split("M", -1)).hasSize(3);
        assertThat(histogram.axis().end()).isEqualTo(Duration.ofMillis(25));
    }
}
