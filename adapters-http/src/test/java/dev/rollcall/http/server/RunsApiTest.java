package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Precondition;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class RunsApiTest {
    private static final String RUNS = "/api/reconciliations";

    private final ServedSite site = new ServedSite();

    @AfterEach
    void close() {
        site.close();
    }

    private HttpResponse<String> begin(String body, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Content-Type";
        all[1] = "application/json";
        return site.send("POST", RUNS, body, all);
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("none");
    }

    private void save(String... ids) {
        for (String id : ids) {
            site.directory.save(ServedSite.user(id), Precondition.none(), ServedSite.TESTER);
        }
    }

    private List<Long> numbers(String query) {
        return ServedSite.json(site.get(RUNS + query)).findValues("id").stream()
                .map(JsonNode::asLong)
                .toList();
    }

    @Test
    void a_run_begins_with_a_place_a_version_and_who_began_it() {
        HttpResponse<String> begun = begin("{\"roster\":{\"ids\":[\"1\",2]}}", "X-User", "Zoe");
        assertThat(begun.statusCode()).isEqualTo(202);
        assertThat(header(begun, "Location")).isEqualTo(RUNS + "/1");
        assertThat(header(begun, "ETag")).isEqualTo("W/\"1\"");
        JsonNode run = ServedSite.json(begun);
        assertThat(run.path("state").asText()).isEqualTo("calling");
        assertThat(run.path("by").asText()).isEqualTo("Zoe");
        assertThat(run.at("/progress/total").asInt()).isEqualTo(2);
        assertThat(site.get(RUNS + "/1").body()).contains("\"roster\":\"ids\"");
    }

    @Test
    void without_a_body_the_whole_directory_is_called_by_the_rules_of_the_settings() {
        save("1", "2");
        JsonNode run = ServedSite.json(site.send("POST", RUNS, ""));
        assertThat(run.path("roster").asText()).isEqualTo("directory");
        assertThat(run.path("directory").asInt()).isEqualTo(2);
        assertThat(run.path("application").asText()).isEqualTo("never");
        assertThat(run.at("/policy/limits/delete/percent").asInt()).isEqualTo(5);
    }

    @Test
    void a_run_tells_what_it_came_to_and_why() {
        save("1", "2", "3", "7");
        begin("{}");
        site.workAll();
        JsonNode run = ServedSite.json(site.get(RUNS + "/1"));
        assertThat(run.path("state").asText()).isEqualTo("held");
        assertThat(run.at("/counts/update").asInt()).isEqualTo(3);
        assertThat(run.at("/counts/local").asInt()).isEqualTo(1);
        assertThat(run.at("/outcomes/absent").asInt()).isEqualTo(1);
        assertThat(run.at("/reasons/0").asText()).startsWith("update: 3 lines, at most 2 (50 % of 4 users)");
        assertThat(run.has("progress")).isFalse();
        assertThat(run.findValuesAsText("reason")).containsExactly("", "");
    }

    @Test
    void one_run_is_worked_on_at_a_time() {
        begin("{}");
        HttpResponse<String> second = begin("{}");
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body())
                .contains("/problems/run-under-way", "\"run\":\"/api/reconciliations/1\"", "\"state\":\"calling\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | must be a JSON object",
                "{\"roster\":\"all\"} | roster must be",
                "{\"roster\":{\"ids\":[true]}} | an id must be a JSON string or an integer",
                "{\"policy\":{\"absence\":{\"runs\":1}}} | is not a member of policy",
                "{\"limits\":{}} | is not a member of the body",
                "{\"apply\":\"always\"} | apply must be one of never, within-limits",
            })
    void a_bad_body_is_told(String body, String detail) {
        HttpResponse<String> response = begin(body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("/problems/bad-body", detail).doesNotContain("\tat ");
        assertThat(numbers("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"roster\":", "\u0000", "{\"policy\":{\"fields\":{\"\\ud800\":1}}}"})
    void a_hostile_body_is_refused_without_a_trace_of_the_code(String body) {
        HttpResponse<String> response = begin(body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).doesNotContain("Exception", "dev.rollcall", "jackson");
    }

    @Test
    void a_deeply_nested_body_is_refused() {
        HttpResponse<String> response = begin("{\"policy\":".repeat(5000));
        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void a_run_calls_100_000_ids_at_most() {
        String ids =
                IntStream.rangeClosed(1, 100_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        assertThat(begin("{\"roster\":{\"ids\":[" + ids + ",0]}}").body()).contains("ids must be at most 100000");
        assertThat(begin("{\"roster\":{\"ids\":[" + ids + "]}}").statusCode()).isEqualTo(202);
    }

    @Test
    void runs_are_listed_latest_first_page_by_page() {
        for (int i = 0; i < 3; i++) {
            begin("{\"roster\":{\"ids\":[3]}}");
            site.workAll();
        }
        HttpResponse<String> page = site.get(RUNS + "?state=ready&limit=2");
        assertThat(header(page, "Link")).isEqualTo("</api/reconciliations?state=ready&limit=2&before=2>; rel=\"next\"");
        assertThat(ServedSite.json(page).path("next").asInt()).isEqualTo(2);
        assertThat(numbers("?state=ready&limit=2")).containsExactly(3L, 2L);
        assertThat(numbers("?limit=2&before=2")).containsExactly(1L);
        assertThat(numbers("?state=held")).isEmpty();
        assertThat(header(site.get(RUNS + "?limit=3"), "Link")).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource({
        "state=done, state must be one of",
        "limit=0, limit must be",
        "before=x, before must be",
        "a=b, not a parameter"
    })
    void a_bad_parameter_is_told(String query, String detail) {
        HttpResponse<String> response = site.get(RUNS + "?" + query);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains(detail);
    }

    @ParameterizedTest
    @CsvSource({
        "99, 404, unknown-run",
        "abc, 400, bad-id",
        "0, 400, bad-id",
        "-1, 400, bad-id",
        "9999999999999999999, 400, bad-id",
        "%FF, 400, bad-id",
        "1%2Flines, 400, bad-id"
    })
    void there_is_no_other_run(String number, int status, String problem) {
        begin("{}");
        HttpResponse<String> response = site.get(RUNS + "/" + number);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains("/problems/" + problem);
    }

    @Test
    void its_paths_allow_what_they_say() {
        begin("{}");
        HttpResponse<String> head = site.send("HEAD", RUNS + "/1", "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "ETag")).isEqualTo("W/\"1\"");
        assertThat(site.send("HEAD", RUNS + "/1", "", "Accept", "text/event-stream")
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> put = site.send("PUT", RUNS + "/1", "{}");
        assertThat(put.statusCode()).isEqualTo(405);
        assertThat(header(put, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
        assertThat(site.get(RUNS + "/1", "Accept", "image/png").statusCode()).isEqualTo(406);
        assertThat(site.send("POST", RUNS, "", "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
        assertThat(site.get(RUNS + "/").statusCode()).isEqualTo(404);
        assertThat(site.get(RUNS + "/1/other").statusCode()).isEqualTo(404);
    }

    @Test
    void events_tell_each_change_and_the_end() {
        begin("{\"roster\":{\"ids\":[3]}}");
        try (var client = new BareClient(site).get(RUNS + "/1", "text/event-stream")) {
            assertThat(client.readUntil("\n\n"))
                    .contains("text/event-stream", "event: run\ndata: {\"id\":1,\"state\":\"calling\"");
            site.workAll();
            assertThat(client.readUntil("event: done")).contains("event: run\ndata: {\"id\":1,\"state\":\"ready\"");
            assertThat(client.readUntil("\n\n")).contains("\"state\":\"ready\"");
            client.get(RUNS, "application/json");
            assertThat(client.readUntil("]}")).contains("200 OK");
        }
    }

    @Test
    void events_of_a_run_that_is_done_end_at_once() {
        begin("{\"roster\":{\"ids\":[3]}}");
        site.workAll();
        assertThat(site.get(RUNS + "/1", "Accept", "text/event-stream")
                        .body()
                        .lines()
                        .filter(line -> line.startsWith("event")))
                .containsExactly("event: run", "event: done");
    }

    @Test
    void nobody_complains_about_a_client_that_leaves_and_the_server_stops_without_waiting_for_one_that_stays() {
        begin("{}");
        try (var complaints = new Complaints();
                var stays = new BareClient(site).get(RUNS + "/1", "text/event-stream")) {
            stays.readUntil("\n\n");
            try (var leaves = new BareClient(site).get(RUNS + "/1", "text/event-stream")) {
                leaves.readUntil("\n\n");
            }
            long begin = System.nanoTime();
            site.close();
            assertThat(System.nanoTime() - begin).isLessThan(20_000_000_000L);
            assertThat(stays.readToEnd()).doesNotContain("event: done");
            assertThat(complaints.messages()).isEmpty();
        }
    }

    @Test
    void the_history_of_a_user_leads_to_the_line_that_changed_it() {
        begin("{\"roster\":{\"ids\":[\"a/3\"]}}");
        site.workAll();
        site.send("POST", RUNS + "/1/apply", "", "X-User", "Zoe");
        site.workAll();
        JsonNode change = ServedSite.json(site.get("/api/users/a%2F3/history"))
                .path("changes")
                .path(0);
        assertThat(change.path("by").asText()).isEqualTo("Zoe");
        assertThat(change.path("run").asText()).isEqualTo(RUNS + "/1");
        assertThat(ServedSite.json(site.get(change.path("line").asText()))
                        .path("state")
                        .asText())
                .isEqualTo("applied");
        assertThat(site.directory.find(new UserId("a/3"))).isPresent();
    }
}
