package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RemoteUsers;
import dev.rollcall.domain.rollcall.RollCall;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiTest {
    private static final String ADA = "{\"name\":\"Ada\",\"email\":\"ada@example.org\"}";

    private final ServedSite site = new ServedSite();

    @AfterEach
    void close() {
        site.close();
    }

    private HttpResponse<String> put(String path, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of("Content-Type", "application/json"));
        all.addAll(List.of(headers));
        return site.send("PUT", path, body, all.toArray(String[]::new));
    }

    private HttpResponse<String> patch(String body, String... headers) {
        List<String> all = new ArrayList<>(List.of("Content-Type", "application/merge-patch+json"));
        all.addAll(List.of(headers));
        return site.send("PATCH", "/api/users/7", body, all.toArray(String[]::new));
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("none");
    }

    @Test
    void put_creates_a_user_and_get_finds_it() {
        HttpResponse<String> created = put("/api/users/7", ADA);
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(header(created, "Location")).isEqualTo("/api/users/7");
        HttpResponse<String> found = site.get("/api/users/7");
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.body())
                .isEqualTo(created.body())
                .isEqualTo("{\"id\":\"7\",\"name\":\"Ada\",\"email\":\"ada@example.org\",\"version\":1,"
                        + "\"changed\":\"2026-01-02T03:04:05.000006Z\"}");
        assertThat(header(found, "ETag")).isEqualTo("\"1\"").isEqualTo(header(created, "ETag"));
    }

    @Test
    void put_replaces_a_user_and_repeating_it_changes_nothing_more() {
        put("/api/users/7", ADA);
        HttpResponse<String> replaced = put("/api/users/7", ADA.replace("Ada", "Lady Ada"));
        HttpResponse<String> again = put("/api/users/7", ADA.replace("Ada", "Lady Ada"));
        assertThat(replaced.statusCode()).isEqualTo(200);
        assertThat(header(replaced, "ETag")).isEqualTo("\"2\"");
        assertThat(again.body()).isEqualTo(replaced.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%2Fb", "a%20b", "a+b", "%F0%9F%98%80", "%3B.%3B", "x;y=1", "%25", "..%2F", "~", "%3Fq"})
    void any_id_can_stand_in_the_path(String segment) {
        String id = java.net.URLDecoder.decode(segment.replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
        HttpResponse<String> created = put("/api/users/" + segment, ADA);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(site.directory.find(new UserId(id))).isPresent();
        assertThat(site.get(header(created, "Location")).body()).isEqualTo(created.body());
    }

    @Test
    void if_none_match_gives_304() {
        String etag = header(put("/api/users/7", ADA), "ETag");
        HttpResponse<String> known = site.get("/api/users/7", "If-None-Match", "W/\"x\", " + etag);
        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(known.body()).isEmpty();
        assertThat(header(known, "ETag")).isEqualTo(etag);
        assertThat(site.get("/api/users/7", "If-None-Match", "\"99\"").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "If-Match, '\"1\"', 200",
                "If-Match, '\"9\", \"1\"', 200",
                "If-Match, *, 200",
                "If-Match, '\"9\"', 412",
                "If-Match, 'W/\"1\"', 412",
                "If-Match, '\"01\"', 412",
                "If-None-Match, *, 412",
                "If-Match, 1, 400",
                "If-None-Match, '\"1\"', 400",
            })
    void a_precondition_decides_whether_a_user_is_replaced(String name, String value, int status) {
        put("/api/users/7", ADA);
        HttpResponse<String> response = put("/api/users/7", ADA.replace("Ada", "Lady Ada"), name, value);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(site.get("/api/users/7").body().contains("Lady")).isEqualTo(status == 200);
        if (status == 412) {
            assertThat(header(response, "ETag")).isEqualTo("\"1\"");
        }
    }

    @Test
    void a_user_who_is_not_there_meets_only_if_none_match() {
        assertThat(put("/api/users/7", ADA, "If-Match", "*").statusCode()).isEqualTo(412);
        assertThat(put("/api/users/7", ADA, "If-Match", "\"1\"").statusCode()).isEqualTo(412);
        assertThat(put("/api/users/7", ADA, "If-None-Match", "*").statusCode()).isEqualTo(201);
    }

    @Test
    void patch_changes_what_it_names_and_leaves_the_rest() {
        put("/api/users/7", ADA);
        HttpResponse<String> patched = patch("{\"name\":\"Lady Ada\"}");
        assertThat(patched.statusCode()).as(patched.body()).isEqualTo(200);
        assertThat(header(patched, "ETag")).isEqualTo("\"2\"");
        assertThat(patched.body()).contains("\"name\":\"Lady Ada\",\"email\":\"ada@example.org\"");
        assertThat(patch("{\"email\":null}").body()).contains("\"name\":\"Lady Ada\",\"email\":\"\"");
        assertThat(patch("{}").body()).contains("\"version\":3");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {"If-Match, '\"1\"', 200", "If-Match, *, 200", "If-Match, '\"9\"', 412", "If-None-Match, *, 412"})
    void a_precondition_decides_whether_a_user_is_patched(String name, String value, int status) {
        put("/api/users/7", ADA);
        assertThat(patch("{\"name\":\"Lady Ada\"}", name, value).statusCode()).isEqualTo(status);
        assertThat(site.get("/api/users/7").body().contains("Lady")).isEqualTo(status == 200);
    }

    @Test
    void nobody_is_created_by_a_patch() {
        assertThat(patch("{\"name\":\"Ada\"}").statusCode()).isEqualTo(404);
        assertThat(patch("{\"name\":\"Ada\"}", "If-Match", "*").statusCode()).isEqualTo(404);
        assertThat(site.get("/api/users/7").statusCode()).isEqualTo(404);
    }

    @Test
    void the_history_tells_who_changed_what() {
        put("/api/users/7", ADA, "X-User", "Bea");
        patch("{\"name\":\"Lady Ada\"}", "X-User", "Zoe");
        site.send("DELETE", "/api/users/7", "");
        HttpResponse<String> history = site.get("/api/users/7/history");
        assertThat(history.statusCode()).isEqualTo(200);
        String at = "\"at\":\"2026-01-02T03:04:05.000006Z\"";
        assertThat(history.body())
                .isEqualTo("{\"changes\":["
                        + "{\"version\":3," + at + ",\"by\":\"unknown\",\"kind\":\"removed\",\"fields\":{"
                        + "\"name\":{\"from\":\"Lady Ada\"},\"email\":{\"from\":\"ada@example.org\"}}},"
                        + "{\"version\":2," + at + ",\"by\":\"Zoe\",\"kind\":\"changed\",\"fields\":{"
                        + "\"name\":{\"from\":\"Ada\",\"to\":\"Lady Ada\"}}},"
                        + "{\"version\":1," + at + ",\"by\":\"Bea\",\"kind\":\"created\",\"fields\":{"
                        + "\"name\":{\"to\":\"Ada\"},\"email\":{\"to\":\"ada@example.org\"}}}]}");
    }

    @Test
    void a_history_is_told_part_by_part() {
        put("/api/users/7", ADA);
        patch("{\"name\":\"Lady Ada\"}");
        HttpResponse<String> part = site.get("/api/users/7/history?limit=1");
        assertThat(part.body()).contains("\"version\":2").doesNotContain("\"version\":1");
        assertThat(header(part, "Link")).isEqualTo("</api/users/7/history?limit=1&before=2>; rel=\"next\"");
        HttpResponse<String> rest = site.get("/api/users/7/history?limit=1&before=2");
        assertThat(rest.body()).contains("\"version\":1");
        assertThat(header(rest, "Link")).isEqualTo("none");
        assertThat(site.get("/api/users/7/history?limit=1&before=1").body()).isEqualTo("{\"changes\":[]}");
    }

    @Test
    void a_user_whose_id_ends_like_the_path_of_a_history_is_a_user() {
        put("/api/users/a%2Fhistory", ADA);
        assertThat(site.get("/api/users/a%2Fhistory").body()).contains("\"id\":\"a/history\"");
        assertThat(site.get("/api/users/a%2Fhistory/history").body()).contains("created");
        assertThat(site.get("/api/users/a/history").statusCode()).isEqualTo(404);
        assertThat(site.send("PUT", "/api/users/a/history", "").statusCode()).isEqualTo(405);
    }

    @Test
    void delete_removes_a_user_once() {
        put("/api/users/7", ADA);
        assertThat(site.send("DELETE", "/api/users/7", "", "If-Match", "\"9\"").statusCode())
                .isEqualTo(412);
        assertThat(site.send("DELETE", "/api/users/7", "").statusCode()).isEqualTo(204);
        assertThat(site.send("DELETE", "/api/users/7", "").statusCode()).isEqualTo(404);
        assertThat(site.send("DELETE", "/api/users/7", "", "If-Match", "\"1\"").statusCode())
                .isEqualTo(404);
        assertThat(site.get("/api/users/7").statusCode()).isEqualTo(404);
    }

    @Test
    void users_are_listed_page_by_page() {
        for (int i = 0; i < 5; i++) {
            var user = new User(new UserId("u" + i), "User " + i, "");
            site.directory.save(user, Precondition.none(), ServedSite.TESTER);
        }
        List<String> ids = new ArrayList<>();
        String path = "/api/users?limit=2&q=user";
        while (!path.equals("none")) {
            HttpResponse<String> response = site.get(path);
            JsonNode page = ServedSite.json(response);
            page.path("users").forEach(user -> ids.add(user.path("id").asText()));
            path = header(response, "Link").replaceAll("<(.*)>; rel=\"next\"", "$1");
            assertThat(page.has("next"))
                    .isEqualTo(path.contains("after=" + page.path("next").asText()));
        }
        assertThat(ids).containsExactly("u0", "u1", "u2", "u3", "u4");
    }

    @Test
    void users_are_listed_by_name_page_by_page_and_counted() {
        List.of("Zoe", "änne", "Bert", "Anna")
                .forEach(name -> put(
                        "/api/users/" + java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8),
                        "{\"name\":\"%s\",\"email\":\"\"}".formatted(name)));
        List<String> ids = new ArrayList<>();
        String path = "/api/users?limit=1&sort=name&total=true";
        while (!path.equals("none")) {
            HttpResponse<String> response = site.get(path);
            JsonNode page = ServedSite.json(response);
            page.path("users").forEach(user -> ids.add(user.path("id").asText()));
            path = header(response, "Link").replaceAll("<(.*)>; rel=\"next\"", "$1");
            assertThat(page.path("total").asInt(-1)).isEqualTo(ids.size() == 1 ? 4 : -1);
        }
        assertThat(ids).containsExactly("Anna", "änne", "Bert", "Zoe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sort=age",
                "sort=name&after=MQ",
                "total=1",
                "total=1&format=csv",
                "after=MQo",
                "sort=name&after=YQo"
            })
    void what_can_not_be_asked_of_a_list_is_told(String query) {
        assertThat(site.get("/api/users?" + query).statusCode()).isEqualTo(400);
    }

    @Test
    void a_roll_call_has_one_answer_for_each_id_in_order() {
        HttpResponse<String> response = site.get("/api/roll-calls?ids=0,7,8,9");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Rollcall-Complete")).isEqualTo("false");
        assertThat(ServedSite.json(response).toPrettyString()).isEqualToNormalizingNewlines("""
                {
                  "complete" : false,
                  "elapsedMillis" : 41.7,
                  "counts" : {
                    "asked" : 4,
                    "present" : 1,
                    "absent" : 1,
                    "late" : 1,
                    "failed" : 1
                  },
                  "answers" : [ {
                    "id" : "0",
                    "outcome" : "present",
                    "attempts" : 1,
                    "startedMillis" : 0.3,
                    "elapsedMillis" : 21.0,
                    "user" : {
                      "id" : "0",
                      "name" : "<Remote> 0",
                      "email" : "0@example.net"
                    }
                  }, {
                    "id" : "7",
                    "outcome" : "absent",
                    "attempts" : 1,
                    "startedMillis" : 0.3,
                    "elapsedMillis" : 21.0
                  }, {
                    "id" : "8",
                    "outcome" : "late",
                    "attempts" : 1,
                    "startedMillis" : 0.3,
                    "elapsedMillis" : 21.0
                  }, {
                    "id" : "9",
                    "outcome" : "failed",
                    "reason" : "status",
                    "detail" : "503",
                    "attempts" : 1,
                    "startedMillis" : 0.3,
                    "elapsedMillis" : 21.0
                  } ]
                }""");
    }

    @ParameterizedTest
    @CsvSource({
        "count=7&require=all, 200",
        "count=10&require=any, 200",
        "count=10&require=80%25, 200",
        "count=10&require=90%25, 504",
        "count=10&require=all, 502",
        "ids=8&require=any, 504",
        "ids=9&require=any, 502",
        "count=0&require=all, 200"
    })
    void a_roll_call_can_be_required_to_be_proven(String query, int status) {
        HttpResponse<String> response = site.get("/api/roll-calls?" + query);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(ServedSite.json(response).path("answers").isArray()).isTrue();
        assertThat(header(response, "Rollcall-Complete")).isIn("true", "false");
    }

    @Test
    void head_is_get_without_the_body() {
        put("/api/users/7", ADA);
        HttpResponse<String> head = site.send("HEAD", "/api/users/7", "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Content-Length"))
                .isEqualTo(Integer.toString(site.get("/api/users/7").body().length()));
        assertThat(head.body()).isEmpty();
    }

    @Test
    void options_tells_what_is_allowed() {
        HttpResponse<String> options = site.send("OPTIONS", "/api/users/7", "");
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(header(options, "Allow")).isEqualTo("DELETE, GET, HEAD, OPTIONS, PATCH, PUT");
    }

    @Test
    void health_is_told() {
        assertThat(site.get("/observe/health/live").statusCode()).isIn(200, 204);
        assertThat(site.get("/observe/health/ready").body()).contains("UP");
    }

    @ParameterizedTest
    @CsvSource({"no-cache, true", "'max-age=0, No-Cache', true", "max-age=0, false"})
    void whoever_wants_nothing_old_gets_fresh_proofs(String directive, boolean fresh) {
        var seen = new ArrayList<CallPolicy>();
        RemoteUsers remote = (roster, policy, listener) -> {
            seen.add(policy);
            return new RollCall(roster, List.of(), Duration.ZERO);
        };
        try (var asking = new ServedSite(remote)) {
            asking.get("/api/roll-calls?count=0", "Cache-Control", directive);
            asking.get("/api/roll-calls?count=0&deadline=PT1S", "Cache-Control", directive);
            asking.get("/users?count=0", "Cache-Control", directive);
        }
        assertThat(seen).hasSize(3).extracting(CallPolicy::fresh).containsOnly(fresh);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "json | application/json | {\"complete\":false",
                "ndjson | application/x-ndjson | {\"id\":\"0\"",
                "csv | text/csv | id,outcome,name",
            })
    void a_roll_call_can_be_kept_as_a_file(String format, String type, String beginning) {
        HttpResponse<String> file = site.get("/api/roll-calls?count=10&format=" + format);
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(header(file, "Content-Type")).isEqualTo(type);
        assertThat(header(file, "Content-Disposition")).isEqualTo("attachment; filename=\"roll-call." + format + "\"");
        assertThat(header(file, "Rollcall-Complete")).isEqualTo("false");
        assertThat(file.body()).startsWith(beginning);
        HttpResponse<String> refused = site.get("/api/roll-calls?count=10&require=all&format=" + format);
        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(header(refused, "Content-Disposition")).isEqualTo("none");
    }

    @Test
    void the_whole_directory_can_be_called() {
        put("/api/users/7", ADA);
        put("/api/users/8", ADA);
        assertThat(ServedSite.json(site.get("/api/roll-calls?roster=directory")).findValuesAsText("id"))
                .containsExactly("7", "8");
    }

    @Test
    void a_caller_may_ask_for_fewer_requests_at_once() {
        List<CallPolicy> policies = new ArrayList<>();
        RemoteUsers remote = (roster, policy, listener) -> {
            policies.add(policy);
            return new RollCall(roster, List.of(), Duration.ZERO);
        };
        try (var asking = new ServedSite(remote)) {
            asking.get("/api/roll-calls?count=0&concurrency=3");
            asking.send(
                    "POST",
                    "/api/roll-calls?concurrency=4",
                    "{\"ids\":[],\"deadline\":\"PT1S\"}",
                    "Content-Type",
                    "application/json");
        }
        assertThat(policies).extracting(CallPolicy::concurrency).containsExactly(3, 4);
    }
}
