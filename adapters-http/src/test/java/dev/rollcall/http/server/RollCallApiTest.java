package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RemoteUsers;
import dev.rollcall.domain.rollcall.RollCall;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RollCallApiTest {
    private static final String ADA = "{\"name\":\"Ada\",\"email\":\"ada@example.org\"}";

    private final ServedSite site = new ServedSite();

    @AfterEach
    void close() {
        site.close();
    }

    private void put(String path) {
        site.send("PUT", path, ADA, "Content-Type", "application/json");
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("none");
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
                      "email" : "0@example.net",
                      "active" : true
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
        put("/api/users/7");
        put("/api/users/8");
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

    @ParameterizedTest
    @ValueSource(strings = {"all", "some"})
    void nothing_can_be_required_of_ids_that_stream_in(String require) {
        HttpResponse<String> refused =
                site.send("POST", "/api/roll-calls?require=" + require, "1\n", "Content-Type", "application/x-ndjson");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(refused.body()).contains("/problems/bad-parameter", "require ");
    }

    @ParameterizedTest
    @CsvSource({"0, 200", "1000, 200", "1001, 400"})
    void a_document_has_no_more_ids_than_it_may(int count, int status) {
        String ids = IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.joining(","));
        HttpResponse<String> response =
                site.send("POST", "/api/roll-calls", "{\"ids\":[" + ids + "]}", "Content-Type", "application/json");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains(status == 200 ? "\"asked\":" + count : "ids must be at most 1000: 1001");
    }
}
