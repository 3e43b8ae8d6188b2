package dev.rollcall.http.format;

import static dev.rollcall.http.server.Answers.absent;
import static dev.rollcall.http.server.Answers.call;
import static dev.rollcall.http.server.Answers.failed;
import static dev.rollcall.http.server.Answers.late;
import static dev.rollcall.http.server.Answers.present;
import static dev.rollcall.http.server.Answers.took;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RollCallJsonTest {
    private static final RollCall CALL =
            call(present("1", took(3, 20)), absent("2", took(0, 7)), late("3", Attempts.NONE), failed("4", took(0, 9)));
    private static final String SUMMARY = "\"complete\":false,\"elapsedMillis\":100.0,"
            + "\"counts\":{\"asked\":4,\"present\":1,\"absent\":1,\"late\":1,\"failed\":1}";
    private static final List<String> ANSWERS = List.of(
            "{\"id\":\"1\",\"outcome\":\"present\",\"attempts\":1,\"startedMillis\":3.0,\"elapsedMillis\":20.0,"
                    + "\"user\":{\"id\":\"1\",\"name\":\"User 1\",\"email\":\"1@example.org\",\"active\":true}}",
            "{\"id\":\"2\",\"outcome\":\"absent\",\"attempts\":1,\"startedMillis\":0.0,\"elapsedMillis\":7.0}",
            "{\"id\":\"3\",\"outcome\":\"late\",\"attempts\":0,\"startedMillis\":0.0,\"elapsedMillis\":0.0}",
            "{\"id\":\"4\",\"outcome\":\"failed\",\"reason\":\"status\",\"detail\":\"503\",\"attempts\":1,"
                    + "\"startedMillis\":0.0,\"elapsedMillis\":9.0}");

    /** Fails when it is closed. */
    private static final class Open extends ByteArrayOutputStream {
        @Override
        public void close() throws IOException {
            throw new IOException("closed");
        }
    }

    private static String document(RollCall call) throws IOException {
        var out = new Open();
        RollCallJson.write(call, out);
        return out.toString(UTF_8);
    }

    private static String lines(RollCall call) throws IOException {
        var out = new Open();
        RollCallJson.writeLines(call, out);
        return out.toString(UTF_8);
    }

    private static RollCall nobody(Duration elapsed, String... warnings) {
        return new RollCall(Roster.of(List.of()), List.of(), elapsed, List.of(warnings));
    }

    @Test
    void a_document_has_what_it_came_to_and_all_answers_in_order() throws IOException {
        assertThat(document(CALL)).isEqualTo("{" + SUMMARY + ",\"answers\":[" + String.join(",", ANSWERS) + "]}");
    }

    @Test
    void lines_are_the_same_answers_and_then_what_they_came_to() throws IOException {
        assertThat(lines(CALL)).isEqualTo(String.join("\n", ANSWERS) + "\n{" + SUMMARY + "}\n");
    }

    @Test
    void a_roll_call_of_nobody_is_complete() throws IOException {
        String counts = "\"counts\":{\"asked\":0,\"present\":0,\"absent\":0,\"late\":0,\"failed\":0}";
        assertThat(lines(nobody(Duration.ZERO)))
                .isEqualTo("{\"complete\":true,\"elapsedMillis\":0.0," + counts + "}\n");
        assertThat(document(nobody(Duration.ZERO))).endsWith(counts + ",\"answers\":[]}");
    }

    @Test
    void warnings_are_told_as_one_text_and_only_if_there_are_some() throws IOException {
        RollCall warned = nobody(Duration.ZERO, "Mind \"this\".", "And that.");
        assertThat(document(warned)).contains("},\"warning\":\"Mind \\\"this\\\". And that.\",\"answers\":[]}");
        assertThat(lines(warned)).endsWith("},\"warning\":\"Mind \\\"this\\\". And that.\"}\n");
        assertThat(document(CALL)).doesNotContain("warning");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "49999, 0.0",
        "50000, 0.1",
        "149999, 0.1",
        "41740000, 41.7",
        "99960000, 100.0",
        "30000000000, 30000.0"
    })
    void times_are_milliseconds_with_one_decimal(long nanos, String millis) throws IOException {
        assertThat(lines(nobody(Duration.ofNanos(nanos)))).contains("\"elapsedMillis\":" + millis + ",");
    }

    @Test
    void no_text_can_break_a_line_or_leave_its_string() throws IOException {
        var answer = new Answer.Failed(
                new UserId("a\"b\\😀"), Answer.Reason.MALFORMED, "line\nbreak\u0000\u2028", Attempts.NONE);
        assertThat(lines(call(answer)).lines()).hasSize(2);
        assertThat(lines(call(answer)))
                .startsWith("{\"id\":\"a\\\"b\\\\😀\",\"outcome\":\"failed\",\"reason\":\"malformed\","
                        + "\"detail\":\"line\\nbreak\\u0000");
    }
}
