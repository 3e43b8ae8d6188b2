package dev.rollcall.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.Explanation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExplanationTextTest {
    private static final UserId ID = new UserId("7");

    private static String text(Explanation explanation) {
        var out = new ByteArrayOutputStream();
        ExplanationText.write(explanation, new PrintStream(out, false, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void it_is_what_was_sent_received_and_found_and_the_answer() {
        var request = new Explanation.Request(
                ID,
                "GET /7 HTTP/1.1\nHost: h",
                "200\n\n{}",
                List.of(
                        new Explanation.Value("id", "/id", "nothing"),
                        new Explanation.Value("name", "name", "nothing")),
                "malformed: /id is missing");
        var attempts = new Attempts(1, Duration.ZERO, Duration.ofMillis(12));
        var answer = new Answer.Failed(ID, Reason.MALFORMED, "/id is missing", attempts);
        assertThat(text(new Explanation(answer, List.of(), List.of(request)))).isEqualTo("""
                > GET /7 HTTP/1.1
                > Host: h
                < 200
                <
                < {}
                        where  found
                  id    /id    nothing
                  name  name   nothing
                = malformed: /id is missing

                7 is failed, malformed: /id is missing, after 1 attempt and 12.0 ms
                """);
    }

    @Test
    void without_requests_it_is_the_answer() {
        assertThat(text(new Explanation(new Answer.Late(ID, Attempts.NONE), List.of(), List.of())))
                .isEqualTo("7 is late, not asked before the deadline, after 0 attempts and 0.0 ms\n");
    }
}
