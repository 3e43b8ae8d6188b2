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
import org.junit.jupiter.api.Test;

final class WaterfallTest {
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private static Waterfall waterfall(Answer... answers) {
        return new Waterfall(call(answers), DEADLINE);
    }

    @Test
    void a_bar_goes_from_the_first_request_to_the_answer() {
        Waterfall waterfall = waterfall(present("1", took(0, 100)), absent("2", took(50, 30)));
        TimeAxis axis = waterfall.axis();
        assertThat(axis.end()).isEqualTo(Duration.ofMillis(100));
        int middle = axis.x(Duration.ofMillis(50));
        int length = axis.x(Duration.ofMillis(80)) - middle;
        assertThat(waterfall.bars().getOrDefault("present", ""))
                .isEqualTo("M%s 8h%s".formatted(axis.left(), axis.right() - axis.left()));
        assertThat(waterfall.bars().getOrDefault("absent", "")).isEqualTo("M%s 24h%s".formatted(middle, length));
    }

    @Test
    void the_bars_of_an_outcome_are_one_path() {
        Waterfall waterfall = waterfall(failed("1", took(0, 50)), present("2", took(0, 10)), failed("3", took(0, 10)));
        assertThat(waterfall.bars()).containsOnlyKeys("failed", "present");
        assertThat(waterfall.bars().getOrDefault("failed", "")).matches("M[0-9]+ 8h[0-9]+M[0-9]+ 40h[0-9]+");
    }

    @Test
    void an_id_that_was_never_asked_for_has_a_row_and_no_bar() {
        Waterfall waterfall = waterfall(late("1", Attempts.NONE));
        assertThat(waterfall.labels()).containsExactly("1");
        assertThat(waterfall.bars()).isEmpty();
    }

    @Test
    void a_short_bar_can_be_seen() {
        Waterfall waterfall = waterfall(present("1", took(0, 0)), present("2", took(0, 1000)));
        assertThat(waterfall.bars().getOrDefault("present", "")).contains(" 8h2M");
    }

    @Test
    void it_grows_with_the_number_of_ids() {
        assertThat(waterfall(absent("1", took(0, 1)), absent("2", took(0, 1))).height())
                .isEqualTo(2 * Waterfall.ROW);
    }

    @Test
    void the_deadline_is_shown_if_it_came_near() {
        Waterfall late = waterfall(late("1", took(0, 2001)));
        assertThat(late.deadline()).hasValue(late.axis().x(DEADLINE));
        assertThat(waterfall(present("1", took(0, 20))).deadline()).isEmpty();
    }

    @Test
    void a_long_id_is_cut() {
        assertThat(waterfall(absent("x".repeat(14), Attempts.NONE), absent("x".repeat(15), Attempts.NONE))
                        .labels())
                .containsExactly("x".repeat(14), "x".repeat(13) + "…");
    }
}
