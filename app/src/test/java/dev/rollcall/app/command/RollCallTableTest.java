package dev.rollcall.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollCallTableTest {
    private static final Attempts ONE = new Attempts(1, Duration.ofMillis(1), Duration.ofMillis(1234));

    @Test
    void every_outcome_has_its_line_and_the_last_line_counts() {
        assertThat(table(
                        new Answer.Present(new User(new UserId("1"), "Zoë", "zoe@example.org"), ONE),
                        new Answer.Absent(new UserId("22"), ONE),
                        new Answer.Late(new UserId("3"), Attempts.NONE),
                        new Answer.Failed(new UserId("4"), Answer.Reason.STATUS, "503 after 1 attempt", ONE)))
                .isEqualTo("""
                        id  outcome  name  email            attempts      ms  detail
                        1   present  Zoë   zoe@example.org         1  1234.0
                        22  absent                                 1  1234.0
                        3   late                                   0     0.0  not asked before the deadline
                        4   failed                                 1  1234.0  status: 503 after 1 attempt
                        4 asked: 1 present, 1 absent, 1 late, 1 failed; partial after 2000.5 ms
                        """);
    }

    @Test
    void an_empty_roll_call_is_complete() {
        assertThat(table()).endsWith("\n0 asked: 0 present, 0 absent, 0 late, 0 failed; complete after 2000.5 ms\n");
    }

    @Test
    void a_long_name_does_not_widen_the_column_of_the_others() {
        String longName = "x".repeat(100);
        assertThat(table(
                        new Answer.Present(new User(new UserId("1"), longName, ""), ONE),
                        new Answer.Present(new User(new UserId("2"), "Ana", "ana@example.org"), ONE)))
                .contains("\n1   present  " + longName + "  ")
                .contains("\n2   present  Ana   ana@example.org  ");
    }

    @Test
    void what_could_do_harm_to_a_terminal_is_shown_as_its_code() {
        assertThat(table(new Answer.Present(new User(new UserId("a\u202Eb"), "b\u200Bc", ""), ONE)))
                .contains("a\\u202Eb", "b\\u200Bc");
    }

    private static String table(Answer... answers) {
        Roster roster = Roster.of(List.of(answers).stream().map(Answer::id).toList());
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        RollCallTable.write(new RollCall(roster, List.of(answers), Duration.ofNanos(2_000_500_000)), out);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
