package dev.rollcall.http.format.runs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.Proof;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.run.RunLine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LineJsonTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final UserId ID = new UserId("7");
    private static final User ADA = new User(ID, "Ada", "");
    private static final Entry ENTRY = new Entry(ADA, 3, NOW);
    private static final Proof ABSENT = Proof.called(new Answer.Absent(ID, Attempts.NONE), NOW);
    private static final String PROOF =
            "\"proof\":{\"outcome\":\"absent\",\"attempts\":0,\"at\":\"2026-01-02T03:04:05Z\",\"listed\":false}}";

    private static String written(Line line) {
        return new String(new LineJson(UserFields.BASIC).write(RunLine.of(line)), UTF_8);
    }

    @Test
    void what_is_deleted_has_nothing_after_it() {
        assertThat(written(new Line.Delete(ENTRY, ABSENT)))
                .isEqualTo(
                        "{\"id\":\"7\",\"kind\":\"delete\",\"state\":\"planned\",\"fields\":{\"name\":{\"before\":\"Ada\"}},"
                                + PROOF);
    }

    @Test
    void what_is_created_has_nothing_before_it() {
        assertThat(written(new Line.Create(ADA, Proof.listed(ADA, NOW))))
                .contains("\"fields\":{\"name\":{\"after\":\"Ada\"}}", "\"listed\":true", "\"user\":{\"id\":\"7\"");
    }

    @Test
    void whether_a_user_is_active_is_a_boolean() {
        User inactive = ADA.with(Map.of(UserField.ACTIVE, "false"));
        assertThat(written(new Line.Deactivate(ENTRY, inactive, ABSENT)))
                .contains("\"fields\":{\"active\":{\"before\":true,\"after\":false}}");
    }

    @Test
    void a_line_that_changes_nothing_has_no_state_but_maybe_a_note() {
        assertThat(written(new Line.Local(ENTRY, ABSENT)))
                .startsWith("{\"id\":\"7\",\"kind\":\"local\",\"fields\":{},")
                .endsWith("\"note\":\"the remote never knew the user\"}");
        assertThat(written(new Line.Same(ENTRY, Proof.listed(ADA, NOW)))).doesNotContain("state", "note", "user");
    }

    @Test
    void a_page_has_a_cursor_only_if_there_is_another_one() {
        var json = new LineJson(UserFields.BASIC);
        List<RunLine> lines = List.of(RunLine.of(new Line.Local(ENTRY, ABSENT)));
        assertThat(json.write(lines, Optional.of("Nw"))).asString(UTF_8).endsWith("}],\"next\":\"Nw\"}");
        assertThat(json.write(List.of(), Optional.empty())).asString(UTF_8).isEqualTo("{\"lines\":[]}");
    }
}
