package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.http.format.MediaTypes;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every face of a roll call shows what there is to warn of, and what is unconfirmed. */
final class WarningTest {
    private static final String WARNING = "The canary \"7\" isn't there… Believe nothing!";
    private static final String ASCII = "The canary \"7\" isn't there\\u2026 Believe nothing!";
    private static final String MEMBER = "\"warning\":\"The canary \\\"7\\\" isn't there… Believe nothing!\"";

    private final ServedSite warned =
            new ServedSite(ServedSite.warning("The canary \"7\" isn't there…", "Believe nothing!"));
    private final ServedSite usual = new ServedSite();

    @AfterEach
    void close() {
        warned.close();
        usual.close();
    }

    private static String header(HttpResponse<String> response) {
        return response.headers().firstValue("Rollcall-Warning").orElse("none");
    }

    private static JsonNode called(ServedSite site, String ids) {
        return ServedSite.json(site.get("/api/roll-calls?ids=" + ids));
    }

    private static HttpResponse<String> live(ServedSite site) {
        return site.send(
                "POST",
                "/users",
                "roster=count&count=2",
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Accept",
                "text/event-stream");
    }

    @Test
    void a_document_has_it_beside_the_counts() {
        assertThat(called(warned, "1").path("warning").asText()).isEqualTo(WARNING);
        assertThat(called(usual, "1").has("warning")).isFalse();
    }

    @Test
    void a_stream_has_it_in_its_last_line_or_event() {
        List<String> lines = warned.get("/api/roll-calls?ids=1", "Accept", MediaTypes.NDJSON)
                .body()
                .lines()
                .toList();
        assertThat(lines.getFirst()).doesNotContain("warning");
        assertThat(lines.getLast()).contains("\"counts\"", MEMBER);
        assertThat(warned.get("/api/roll-calls?ids=1", "Accept", MediaTypes.EVENTS)
                        .body())
                .endsWith("," + MEMBER + "}\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&format=json", "&format=ndjson", "&format=csv", "&require=all"})
    void what_is_no_stream_has_it_in_a_header(String how) {
        assertThat(header(warned.get("/api/roll-calls?ids=9" + how))).isEqualTo(ASCII);
        assertThat(header(usual.get("/api/roll-calls?ids=9" + how))).isEqualTo("none");
    }

    @Test
    void a_file_of_lines_has_it_in_the_last_one() {
        assertThat(warned.get("/api/roll-calls?ids=1&format=ndjson").body()).endsWith("," + MEMBER + "}\n");
    }

    @Test
    void a_problem_has_it_beside_the_counts() {
        HttpResponse<String> problem = warned.get("/api/roll-calls?ids=9&require=all");
        assertThat(problem.statusCode()).isEqualTo(502);
        assertThat(ServedSite.json(problem).path("warning").asText()).isEqualTo(WARNING);
    }

    @Test
    void the_page_has_each_as_a_note_above_the_counts() {
        assertThat(warned.get("/users?count=2").body())
                .containsPattern("(?s)<p class=\"note\"><strong>Warning:</strong> The canary .* isn't there…</p>.*"
                        + "<strong>Warning:</strong> Believe nothing!</p>.*<p class=\"counts\">");
        assertThat(usual.get("/users?count=2").body()).doesNotContain("Warning:");
    }

    @Test
    void a_live_page_shows_it_and_has_it_read_out() {
        assertThat(live(warned).body())
                .contains("<strong>Warning:</strong> Believe nothing!</p>")
                .containsPattern("role=\"status\">Done: 2 present, 0 absent, 0 late, 0 failed. Warning: The canary");
        assertThat(live(usual).body()).contains("0 failed</p>").doesNotContain("Warning:");
    }

    @Test
    void what_is_unconfirmed_is_a_failure_with_its_reason() {
        JsonNode answer = called(usual, "7u").path("answers").get(0);
        assertThat(answer.path("outcome").asText()).isEqualTo("failed");
        assertThat(answer.path("reason").asText()).isEqualTo("unconfirmed");
        assertThat(answer.path("detail").asText()).isEqualTo("404 as HTML");
        assertThat(usual.get("/api/roll-calls?ids=7u&format=csv").body())
                .contains("\n7u,failed,,,,,unconfirmed,404 as HTML,");
        assertThat(usual.get("/users?ids=7u").body()).contains(">unconfirmed: 404 as HTML <", "not complete");
    }

    @Test
    void what_is_unconfirmed_is_not_what_was_required() {
        assertThat(usual.get("/api/roll-calls?ids=7u&require=any").statusCode()).isEqualTo(502);
        assertThat(usual.get("/api/roll-calls?ids=1,7u&require=50%25").statusCode())
                .isEqualTo(200);
    }
}
