package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Precondition;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In the directory are 1, whose name the remote knows better, 2, who is the same, 7, who is local, and 9, of whom nothing is proven. */
final class LinesApiTest {
    private static final String LINES = "/api/reconciliations/1/lines";

    private final ServedSite site = new ServedSite();

    @BeforeEach
    void plan() {
        save("1", "Old", "1@example.net");
        save("2", "<Remote> 2", "2@example.net");
        save("7", "Local", "");
        save("9", "Unknown", "");
        site.send(
                "POST",
                "/api/reconciliations",
                "{\"roster\":{\"ids\":[1,2,7,9,\"a/3\"]}}",
                "Content-Type",
                "application/json");
        site.workAll();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private void save(String id, String name, String email) {
        site.directory.save(new User(new UserId(id), name, email), Precondition.none(), ServedSite.TESTER);
    }

    private List<String> ids(String query) {
        return ServedSite.json(site.get(LINES + query)).findValues("kind").isEmpty()
                ? List.of()
                : ServedSite.json(site.get(LINES + query)).path("lines").findParents("kind").stream()
                        .map(line -> line.path("id").asText())
                        .toList();
    }

    @Test
    void a_line_has_what_changes_and_the_proof() {
        JsonNode line = ServedSite.json(site.get(LINES + "/1"));
        assertThat(line.toPrettyString()).isEqualToNormalizingNewlines("""
                {
                  "id" : "1",
                  "kind" : "update",
                  "state" : "planned",
                  "fields" : {
                    "name" : {
                      "before" : "Old",
                      "after" : "<Remote> 1"
                    }
                  },
                  "proof" : {
                    "outcome" : "present",
                    "attempts" : 1,
                    "at" : "2026-01-02T03:04:05.021306Z",
                    "listed" : false,
                    "user" : {
                      "id" : "1",
                      "name" : "<Remote> 1",
                      "email" : "1@example.net",
                      "active" : true
                    }
                  }
                }""");
        assertThat(site.get(LINES + "/9").body()).contains("\"detail\":\"status: 503\"", "\"note\":\"status: 503\"");
        assertThat(site.get(LINES + "/2").body()).contains("\"fields\":{}").doesNotContain("state", "user");
    }

    @Test
    void a_line_is_found_by_its_id_whatever_that_contains() {
        assertThat(site.get(LINES + "/a%2F3").body()).contains("\"kind\":\"create\"");
        assertThat(site.get(LINES + "/4").body()).contains("/problems/unknown-line", "run 1 has no line of the user");
        assertThat(site.get(LINES + "/a/3").statusCode()).isEqualTo(404);
        assertThat(site.get(LINES + "/%0A").body()).contains("/problems/bad-id");
        assertThat(site.get("/api/reconciliations/2/lines/1").body()).contains("/problems/unknown-run");
        assertThat(site.get("/api/reconciliations/x/lines/1").body()).contains("/problems/bad-id");
    }

    @Test
    void lines_come_in_the_order_of_ids_page_by_page() {
        HttpResponse<String> page = site.get(LINES + "?limit=2");
        String next = ServedSite.json(page).path("next").asText();
        assertThat(page.headers().firstValue("Link"))
                .hasValue("<" + LINES + "?limit=2&after=" + next + ">; rel=\"next\"");
        assertThat(ids("?limit=2")).containsExactly("1", "2");
        assertThat(ids("?limit=2&after=" + next)).containsExactly("7", "9");
        assertThat(site.get(LINES + "?limit=5").headers().firstValue("Link")).isEmpty();
        assertThat(ids("")).containsExactly("1", "2", "7", "9", "a/3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind=create | a/3",
                "kind=update,local | 1 7",
                "kind=update&kind=undecided | 1 9",
                "state=planned | 1 a/3",
                "state=applied | ''",
                "kind=local&state=planned | ''",
            })
    void lines_are_chosen_by_kind_and_state(String query, String ids) {
        assertThat(String.join(" ", ids("?" + query))).isEqualTo(ids);
    }

    @Test
    void the_link_keeps_what_was_chosen() {
        HttpResponse<String> page = site.get(LINES + "?kind=update&kind=create&state=planned&limit=1");
        assertThat(page.headers().firstValue("Link"))
                .hasValue("<" + LINES + "?kind=create,update&state=planned&limit=1&after=MQ>; rel=\"next\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind=gone | kind must be some of create, update",
                "state=done | state must be one of planned, applied, skipped",
                "after=%20 | after must be a cursor",
                "limit=1001 | limit must be",
                "formulas=escaped | formulas can't be given here",
                "format=csv&limit=1 | limit can't be given here",
                "format=ndjson&after=MQ | after can't be given here",
                "format=ndjson&formulas=escaped | formulas can't be given here",
                "x=1 | not a parameter",
            })
    void a_bad_parameter_is_told(String query, String detail) {
        HttpResponse<String> response = site.get(LINES + "?" + query);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("/problems/bad-parameter", detail);
    }

    @Test
    void there_must_be_such_a_run_and_a_type_that_is_accepted() {
        assertThat(site.get("/api/reconciliations/9/lines").statusCode()).isEqualTo(404);
        assertThat(site.get("/api/reconciliations/9/lines?format=csv").body()).contains("/problems/unknown-run");
        assertThat(site.get("/api/reconciliations/abc/lines").statusCode()).isEqualTo(400);
        assertThat(site.get(LINES, "Accept", "text/html").statusCode()).isEqualTo(406);
        assertThat(site.get(LINES + "?format=csv", "Accept", "application/json").statusCode())
                .isEqualTo(406);
        assertThat(site.send("DELETE", LINES, "").statusCode()).isEqualTo(405);
    }
}
