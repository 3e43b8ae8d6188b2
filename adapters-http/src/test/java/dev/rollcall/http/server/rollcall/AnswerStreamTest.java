package dev.rollcall.http.server.rollcall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.http.server.Answers;
import dev.rollcall.http.server.web.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class AnswerStreamTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private String sent() {
        return out.toString(UTF_8);
    }

    private static void answer(AnswerStream answers, String id) {
        answers.answered(Answers.absent(id, Attempts.NONE));
    }

    @Test
    void in_bulk_lines_are_sent_together_when_no_other_is_to_be_expected() throws IOException {
        AnswerStream answers = AnswerStream.bulk(out, bytes -> true);
        answer(answers, "1");
        answer(answers, "2");
        assertThat(sent()).isEmpty();
        answers.settled();
        assertThat(sent().lines()).hasSize(2);
        answer(answers, "3");
        answers.waiting();
        assertThat(sent().lines()).hasSize(3);
    }

    @Test
    void else_each_is_sent_at_once() throws IOException {
        answer(AnswerStream.lines(out), "1");
        assertThat(sent()).startsWith("{\"id\":\"1\"").endsWith("}\n");
        out.reset();
        answer(AnswerStream.events(out), "2");
        assertThat(sent()).startsWith("event: answer\ndata: {\"id\":\"2\"").endsWith("}\n\n");
    }

    @Test
    void a_problem_is_the_last_line_unless_it_is_the_first() throws IOException {
        AnswerStream answers = AnswerStream.bulk(out, bytes -> true);
        Problem.Refusal refusal = Problem.badBody("why");
        assertThatThrownBy(() -> answers.fail(refusal)).isSameAs(refusal);
        answer(answers, "1");
        answers.fail(refusal);
        assertThat(sent().lines().toList().getLast()).contains("/problems/bad-body", "why");
    }
}
