package dev.rollcall.http.format;

import static dev.rollcall.http.server.Answers.absent;
import static dev.rollcall.http.server.Answers.call;
import static dev.rollcall.http.server.Answers.failed;
import static dev.rollcall.http.server.Answers.late;
import static dev.rollcall.http.server.Answers.present;
import static dev.rollcall.http.server.Answers.took;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.RollCall;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RollCallCsvTest {
    private static final String HEADER =
            "id,outcome,name,email,active,reason,detail,attempts,startedMillis,elapsedMillis\r\n";

    private static String csv(RollCall call) {
        return csv(call, UserFields.BASIC);
    }

    private static String csv(RollCall call, UserFields fields) {
        return new String(RollCallFormat.CSV.write(call, fields), StandardCharsets.UTF_8);
    }

    @Test
    void it_has_a_line_for_each_answer() {
        assertThat(csv(call(
                        present("1", took(3, 20)),
                        absent("2", took(0, 7)),
                        late("3", Attempts.NONE),
                        failed("4", took(0, 9)))))
                .isEqualTo(HEADER
                        + "1,present,User 1,1@example.org,true,,,1,3.0,20.0\r\n"
                        + "2,absent,,,,,,1,0.0,7.0\r\n"
                        + "3,late,,,,,,0,0.0,0.0\r\n"
                        + "4,failed,,,,status,503,1,0.0,9.0\r\n");
    }

    @Test
    void values_are_quoted_where_they_must_be() {
        var user = new User(new UserId("a,b"), "Zoë \"Z\" O'Brien", "=1+1");
        var attempts = new Attempts(2, Duration.ofNanos(340_000), Duration.ofNanos(20_960_000));
        assertThat(csv(call(new Answer.Present(user, attempts))))
                .isEqualTo(HEADER + "\"a,b\",present,\"Zoë \"\"Z\"\" O'Brien\",=1+1,true,,,2,0.3,21.0\r\n");
    }

    @Test
    void it_has_a_column_for_each_attribute_whoever_has_it() {
        var leaver = new User(new UserId("1"), Map.of(UserField.ACTIVE, "false", UserField.attribute("title"), "Dr."));
        assertThat(csv(call(new Answer.Present(leaver, took(0, 1))), UserFields.with(List.of("room", "title"))))
                .isEqualTo("""
                        id,outcome,name,email,active,room,title,reason,detail,attempts,startedMillis,elapsedMillis\r
                        1,present,,,false,,Dr.,,,1,0.0,1.0\r
                        """);
    }

    @Test
    void a_roll_call_of_nobody_is_the_header() {
        assertThat(csv(call())).isEqualTo(HEADER);
    }
}
