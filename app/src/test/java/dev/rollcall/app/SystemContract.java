package dev.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.app.sample.SampleRemote;
import dev.rollcall.app.settings.Settings;
import dev.rollcall.app.settings.WrongSettings;
import dev.rollcall.app.wiring.Application;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What the whole system does, over real sockets, whichever database it runs on. */
interface SystemContract {
    /** Returns the settings of an empty database. */
    Map<String, String> database();

    default Application start(String... more) throws WrongSettings {
        Map<String, String> settings = new HashMap<>(database());
        settings.put("server.port", "0");
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return Application.open(Settings.of(settings));
    }

    private static HttpResponse<String> send(Application application, String method, String path, String body)
            throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(application.address() + path))
                    .header("Content-Type", "application/json")
                    .timeout(Duration.ofSeconds(60))
                    .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                    .build();
            return http.send(request, BodyHandlers.ofString());
        }
    }

    private static HttpResponse<String> put(Application application, String id) throws Exception {
        return send(application, "PUT", "api/users/" + id, "{\"name\":\"Ada\",\"email\":\"a@b\"}");
    }

    static String get(Application application, String path) throws Exception {
        return send(application, "GET", path, "").body();
    }

    private static JsonNode json(Application application, String path) throws Exception {
        return new ObjectMapper().readTree(get(application, path));
    }

    @Test
    default void the_sample_is_there_at_once() throws Exception {
        try (Application application = start()) {
            assertThat(application.notice())
                    .hasValueSatisfying(notice -> assertThat(notice).contains("sample remote", "ROLLCALL_REMOTE_URI="));
            String users = get(application, "users?count=100");
            assertThat(users.split("<tr><td>", -1)).hasSize(101);
            assertThat(users).contains("100 asked", "90 present", "5 absent", "2 late", "3 failed");
        }
    }

    @Test
    default void a_roll_call_takes_as_long_as_its_slowest_answer_and_not_as_all_together() throws Exception {
        try (Application application = start()) {
            JsonNode call = json(application, "api/roll-calls?count=37&deadline=PT30S");
            double sum = 0;
            for (JsonNode answer : call.path("answers")) {
                sum += answer.path("elapsedMillis").asDouble();
            }
            assertThat(call.path("elapsedMillis").asDouble()).isLessThan(sum / 2);
        }
    }

    /** Returns an application on the same database: another one if it can be shared, else the same. */
    default Application beside(Application application) throws WrongSettings {
        return application;
    }

    /** How many updates there are is said by {@code -Drollcall.contested=10000}. */
    @Test
    default void writers_who_contest_a_user_lose_no_update_and_see_no_error() throws Exception {
        int updates = Integer.getInteger("rollcall.contested", 400);
        try (Application first = start();
                Application second = beside(first);
                HttpClient http = HttpClient.newHttpClient();
                var writers = Executors.newFixedThreadPool(2)) {
            put(first, "contested");
            List<Callable<Void>> counting = List.of(
                    () -> countUp(http, first.address(), updates / 2),
                    () -> countUp(http, second.address(), updates / 2));
            for (Future<Void> writer : writers.invokeAll(counting)) {
                writer.get();
            }
            assertThat(json(first, "api/users/contested").path("name").asInt()).isEqualTo(updates);
            JsonNode history =
                    json(second, "api/users/contested/history?limit=1000").path("changes");
            assertThat(history).hasSize(Math.min(1000, updates + 1));
            assertThat(history.get(0).path("fields").path("name").path("from").asInt())
                    .isEqualTo(updates - 1);
        }
    }

    /** Counts the user's name up so many times; each time that somebody else was faster it begins again with what is there. */
    private static Void countUp(HttpClient http, URI address, int times) throws Exception {
        URI user = address.resolve("api/users/contested");
        var get = HttpRequest.newBuilder(user).timeout(Duration.ofSeconds(60)).build();
        for (int done = 0; done < times; ) {
            HttpResponse<String> seen = http.send(get, BodyHandlers.ofString());
            assertThat(seen.statusCode()).isEqualTo(200);
            int next = new ObjectMapper().readTree(seen.body()).path("name").asInt() + 1;
            var put = HttpRequest.newBuilder(user)
                    .timeout(Duration.ofSeconds(60))
                    .header("Content-Type", "application/json")
                    .header("If-Match", seen.headers().firstValue("ETag").orElseThrow())
                    .PUT(BodyPublishers.ofString("{\"name\":\"%s\",\"email\":\"\"}".formatted(next)))
                    .build();
            int status = http.send(put, BodyHandlers.ofString()).statusCode();
            assertThat(status).isIn(200, 412);
            done += status == 200 ? 1 : 0;
        }
        return null;
    }

    @Test
    default void another_remote_is_called_where_the_settings_say_so() throws Exception {
        try (SampleRemote remote = SampleRemote.start();
                Application application = start("remote.uri", remote.uri(), "remote.first-id", "400")) {
            assertThat(application.notice()).isEmpty();
            assertThat(get(application, "")).contains("The directory is empty");
            JsonNode call = json(application, "api/roll-calls?count=5");
            assertThat(call.path("counts").path("present").asInt()).isEqualTo(5);
            assertThat(call.path("answers").get(0).path("id").asText()).isEqualTo("400");
        }
    }

    @Test
    default void what_was_written_is_there_after_a_restart() throws Exception {
        String created;
        try (Application application = start()) {
            var response = put(application, "new%2Fone");
            assertThat(response.statusCode()).isEqualTo(201);
            put(application, "0");
            assertThat(send(application, "DELETE", "api/users/0", "").statusCode())
                    .isEqualTo(204);
            created = response.body();
        }
        try (Application application = start()) {
            assertThat(get(application, "api/users/new%2Fone")).isEqualTo(created);
            assertThat(send(application, "GET", "api/users/0", "").statusCode()).isEqualTo(404);
        }
    }

    @Test
    default void the_directory_is_paged_from_beginning_to_end() throws Exception {
        try (SampleRemote remote = SampleRemote.start();
                Application application = start("remote.uri", remote.uri())) {
            for (int i = 0; i < 45; i++) {
                put(application, "u" + i);
            }
            int users = 0;
            String path = "api/users?limit=20";
            while (!path.isEmpty()) {
                JsonNode page = json(application, path);
                users += page.path("users").size();
                path = page.has("next")
                        ? "api/users?limit=20&after=" + page.path("next").asText()
                        : "";
            }
            assertThat(users).isEqualTo(45);
        }
    }

    @Test
    default void it_tells_whether_it_is_ready_and_what_it_measures() throws Exception {
        try (SampleRemote remote = SampleRemote.start(); // without its canary, which makes requests too
                Application application = start("remote.uri", remote.uri())) {
            assertThat(json(application, "observe/health/ready").path("status").asText())
                    .isEqualTo("UP");
            assertThat(send(application, "GET", "observe/health/live", "").statusCode())
                    .isIn(200, 204);
            get(application, "api/roll-calls?ids=1,7,13");
            assertThat(get(application, "observe/metrics"))
                    .containsPattern("rollcall_answers_total\\{.*outcome=\"present\".*} 1\\.0")
                    .containsPattern("rollcall_answers_total\\{.*outcome=\"absent\".*} 1\\.0")
                    .containsPattern("rollcall_answers_total\\{.*outcome=\"failed\".*} 1\\.0")
                    .containsPattern("rollcall_requests_total\\{.*} 5\\.0")
                    .containsPattern("rollcall_retries_total\\{.*} 2\\.0")
                    .containsPattern("rollcall_requests_saved_total\\{.*} 0\\.0")
                    .containsPattern("rollcall_connections\\{")
                    .containsPattern("rollcall_in_flight\\{.*} 0\\.0")
                    .containsPattern("rollcall_circuit_open\\{.*} 0\\.0")
                    .containsPattern(
                            "rollcall_call_duration_seconds_bucket\\{.*complete=\"false\".*le=\"30\\.0\".*} 1\\.0")
                    .containsPattern(
                            "http_server_request_duration_seconds_count\\{.*route=\"/api/roll-calls\".*} 1\\.0")
                    .containsPattern(
                            "http_server_request_duration_seconds_bucket\\{.*status_code=\"200\".*le=\"0\\.005\"")
                    .containsPattern("rollcall_db_connections_max\\{.*} [0-9]+\\.0")
                    .containsPattern("rollcall_db_connections\\{.*state=\"idle\".*}")
                    .containsPattern("memory_usedHeap_bytes\\{.*}");
        }
    }

    /** Waits, by the run's events, until it isn't being worked on, and returns it. */
    private static JsonNode followed(Application application, String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(application.address().resolve(path))
                    .header("Accept", "text/event-stream")
                    .timeout(Duration.ofMinutes(2))
                    .build();
            assertThat(http.send(request, BodyHandlers.ofString()).body()).contains("event: done");
        }
        return json(application, path.substring(1));
    }

    private static JsonNode planned(Application application) throws Exception {
        HttpResponse<String> begun = send(application, "POST", "api/reconciliations", "");
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        return followed(application, begun.headers().firstValue("Location").orElseThrow());
    }

    private static JsonNode applied(Application application, JsonNode plan) throws Exception {
        assertThat(plan.path("state").asText()).as(plan.toString()).isEqualTo("ready");
        String path = "/api/reconciliations/" + plan.path("id").asText();
        send(application, "POST", path.substring(1) + "/apply", "");
        JsonNode run = followed(application, path);
        assertThat(run.path("state").asText()).isEqualTo("applied");
        return run;
    }

    /** Begins the next day of the sample remote, as the notice says. */
    private static void nextDay(Application application) throws Exception {
        String notice = application.notice().orElseThrow();
        String uri = notice.replaceAll("(?s).*curl -X POST (\\S+).*", "$1");
        try (HttpClient http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(uri))
                    .POST(BodyPublishers.noBody())
                    .build();
            http.send(request, BodyHandlers.discarding());
        }
    }

    @Test
    default void runs_bring_both_in_line_and_a_day_of_outage_removes_nobody() throws Exception {
        try (Application application = start("reconcile.absence.over", "0s")) {
            JsonNode first = applied(application, planned(application));
            assertThat(first.at("/counts/create").asInt()).isGreaterThan(300);
            assertThat(first.at("/counts/deactivate").asInt()).isZero();
            assertThat(planned(application).path("state").asText()).isEqualTo("nothing-to-do");
            nextDay(application);
            JsonNode second = applied(application, planned(application));
            assertThat(second.at("/counts/watched").asInt()).isEqualTo(5);
            assertThat(second.path("applied").asInt()).isEqualTo(8);
            nextDay(application);
            JsonNode outage = planned(application);
            assertThat(outage.path("state").asText()).isEqualTo("unsound");
            assertThat(outage.at("/outcomes/present").asInt()).isZero();
            nextDay(application);
            JsonNode last = applied(application, planned(application));
            assertThat(last.at("/counts/deactivate").asInt()).isEqualTo(5);
            assertThat(json(application, "api/users/14").path("active").asBoolean(true))
                    .isFalse();
            String line =
                    "/api/reconciliations/%s/lines/14".formatted(last.path("id").asText());
            assertThat(json(application, "api/users/14/history")
                            .at("/changes/0/line")
                            .asText())
                    .isEqualTo(line);
            assertThat(json(application, line.substring(1)).at("/proof/outcome").asText())
                    .isEqualTo("absent");
            assertThat(get(application, "observe/metrics"))
                    .contains("rollcall_run_sound_age", "rollcall_run_duration", "rollcall_run_lines")
                    .containsPattern("rollcall_db_wait_seconds_bucket\\{\\S*le=\"0.05\"\\S* [1-9]");
        }
    }
}
