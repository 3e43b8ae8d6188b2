package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Precondition;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DirectoryApiTest {
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
                .isEqualTo("{\"id\":\"7\",\"name\":\"Ada\",\"email\":\"ada@example.org\",\"active\":true,\"version\":1,"
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
                "If-Match, 'W/\"1\"', 200",
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
                        + "{\"version\":3," + at
                        + ",\"by\":\"unknown\",\"byKind\":\"unknown\",\"kind\":\"removed\",\"fields\":{"
                        + "\"name\":{\"from\":\"Lady Ada\"},\"email\":{\"from\":\"ada@example.org\"}}},"
                        + "{\"version\":2," + at
                        + ",\"by\":\"Zoe\",\"byKind\":\"proxy\",\"kind\":\"changed\",\"fields\":{"
                        + "\"name\":{\"from\":\"Ada\",\"to\":\"Lady Ada\"}}},"
                        + "{\"version\":1," + at
                        + ",\"by\":\"Bea\",\"byKind\":\"proxy\",\"kind\":\"created\",\"fields\":{"
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
}
