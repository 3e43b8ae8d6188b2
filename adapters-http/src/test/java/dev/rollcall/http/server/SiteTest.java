package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.http.server.web.Resource;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP asks of every resource alike. */
final class SiteTest {
    private final ServedSite site = new ServedSite();

    @AfterEach
    void close() {
        site.close();
    }

    private Stream<String> paths(String method) {
        return site.site.resources().stream()
                .filter(resource -> resource.operations().stream()
                        .anyMatch(operation -> operation.method().text().equals(method)))
                .map(SiteTest::path);
    }

    private static String path(Resource resource) {
        return resource.path()
                .replace("{id}", "7")
                .replace("{run}", "1")
                .replace("{slug}", "not-found")
                .replace("{page}", "settings");
    }

    private static List<String> allowed(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Allow")
                .map(value -> Arrays.asList(value.split(", ")))
                .orElse(List.of());
    }

    private void putSeven() {
        site.send("PUT", "/api/users/7", "{\"name\":\"Ada\",\"email\":\"\"}", "Content-Type", "application/json");
        site.send("POST", "/api/reconciliations", "");
        site.workAll();
    }

    @Test
    void options_of_each_resource_tells_the_methods_that_are_answered_and_no_others() {
        for (Resource resource : site.site.resources()) {
            String path = path(resource);
            HttpResponse<String> options = site.send("OPTIONS", path, "");
            assertThat(options.statusCode()).isEqualTo(204);
            for (String method : List.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE")) {
                HttpResponse<String> response = site.send(method, path, "");
                assertThat(response.statusCode() != 405)
                        .as(method + " " + path)
                        .isEqualTo(allowed(options).contains(method));
                if (response.statusCode() == 405) {
                    assertThat(allowed(response)).isEqualTo(allowed(options));
                }
            }
        }
    }

    @Test
    void head_of_each_resource_is_get_without_the_body() {
        putSeven();
        paths("GET").forEach(path -> {
            HttpResponse<String> head = site.send("HEAD", path, "");
            HttpResponse<String> get = site.get(path);
            assertThat(head.body()).as(path).isEmpty();
            if (path.startsWith("/observe/")) {
                assertThat(head.statusCode()).isEqualTo(204);
            } else {
                assertThat(head.statusCode()).isEqualTo(get.statusCode());
                assertThat(header(head, "Content-Type")).isEqualTo(header(get, "Content-Type"));
                assertThat(header(head, "Content-Length")).isEqualTo(header(get, "Content-Length"));
            }
        });
    }

    private static Optional<String> header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name);
    }

    @Test
    void what_a_patch_may_be_is_told_where_one_is_allowed() {
        assertThat(header(site.send("OPTIONS", "/api/users/7", ""), "Accept-Patch"))
                .hasValue("application/merge-patch+json");
        assertThat(header(site.send("OPTIONS", "/api/users", ""), "Accept-Patch"))
                .isEmpty();
    }

    @Test
    void each_resource_refuses_who_takes_nothing_that_there_is_and_tells_what_there_is() {
        // these have no representation: they go to the identity provider and come back
        Set<String> ways = Set.of("/sign-in/provider", "/sign-in/back");
        paths("GET").filter(path -> !ways.contains(path)).forEach(path -> {
            HttpResponse<String> refused = site.get(path, "Accept", "image/png, */*;q=0");
            assertThat(refused.statusCode()).as(path).isEqualTo(406);
            assertThat(header(refused, "Vary")).hasValue("Accept");
            assertThat(ServedSite.json(refused).path("available")).isNotEmpty();
        });
    }

    @Test
    void what_is_not_acceptable_is_not_done() {
        assertThat(site.send(
                                "PUT",
                                "/api/users/7",
                                "{\"name\":\"Ada\",\"email\":\"\"}",
                                "Content-Type",
                                "application/json",
                                "Accept",
                                "text/html")
                        .statusCode())
                .isEqualTo(406);
        assertThat(site.get("/api/users/7").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/users, text/csv, 200",
        "/api/users, image/png, 406",
        "/api/users?format=csv, text/csv, 200",
        "/api/users?format=csv, application/json, 406",
        "/api/users?format=ndjson, text/csv, 406",
    })
    void the_form_of_a_list_is_chosen_by_a_parameter_and_must_be_acceptable(String path, String accept, int status) {
        assertThat(site.get(path, "Accept", accept).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-ndjson", "text/event-stream"})
    void caches_are_told_that_a_roll_call_depends_on_what_is_accepted(String accept) {
        assertThat(header(site.get("/api/roll-calls?count=1", "Accept", accept), "Vary"))
                .hasValue("Accept");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json; charset=utf-8",
                "Application/JSON;charset=\"UTF-8\"",
                "application/json; profile=x"
            })
    void a_body_may_say_that_it_is_in_utf_8_and_more(String type) {
        assertThat(site.send("PUT", "/api/users/7", "{\"name\":\"Ada\",\"email\":\"\"}", "Content-Type", type)
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void put_and_delete_can_be_repeated() {
        putSeven();
        HttpResponse<String> first = site.get("/api/users/7");
        putSeven();
        assertThat(site.get("/api/users/7").body()).isEqualTo(first.body());
        assertThat(site.send("DELETE", "/api/users/7", "").statusCode()).isEqualTo(204);
        assertThat(site.send("DELETE", "/api/users/7", "").statusCode()).isEqualTo(404);
        assertThat(ServedSite.json(site.get("/api/users/7/history")).path("changes"))
                .hasSize(2);
    }
}
