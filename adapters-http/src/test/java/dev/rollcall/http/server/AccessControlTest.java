package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.access.Scope;
import dev.rollcall.http.server.web.Resource;
import dev.rollcall.http.server.web.Resource.Admission;
import dev.rollcall.http.server.web.Resource.Operation;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what, where callers must sign in. */
final class AccessControlTest {
    private final ServedSite site = new ServedSite(ServedSite.CLOSED);

    @AfterEach
    void close() {
        site.close();
    }

    private HttpResponse<String> send(Resource resource, Operation operation, String... headers) {
        String path = resource.path()
                .replace("{id}", "7")
                .replace("{run}", "1")
                .replace("{slug}", "not-found")
                .replace("{page}", "settings");
        return site.send(operation.method().text(), path, "", headers);
    }

    private static boolean isRefused(HttpResponse<String> response) {
        return response.headers().firstValue("WWW-Authenticate").isPresent();
    }

    private static String row(Resource resource, Operation operation, Object who) {
        return "%s %s %s".formatted(operation.method(), resource.path(), who);
    }

    /** The whole table: each operation, for nobody, and for one who has each scope alone. */
    @Test
    void each_operation_is_for_those_with_its_scope_and_for_nobody_else() {
        List<String> wrong = new ArrayList<>();
        for (Resource resource : site.site.resources()) {
            for (Operation operation : resource.operations()) {
                Admission admission = operation.admission();
                if (isRefused(send(resource, operation)) != (admission != Admission.ANYBODY)) {
                    wrong.add(row(resource, operation, "nobody"));
                }
                for (Scope scope : Scope.values()) {
                    boolean may =
                            admission.scope().filter(needed -> needed != scope).isEmpty();
                    if (isRefused(send(resource, operation, "X-User", "zoe", "X-Roles", scope.word())) == may) {
                        wrong.add(row(resource, operation, scope));
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void what_anybody_may_do_shows_nobody_and_changes_nothing() {
        Stream<String> open = site.site.resources().stream()
                .flatMap(resource -> resource.operations().stream()
                        .filter(operation -> operation.admission() == Admission.ANYBODY)
                        .map(operation -> operation.method() + " " + resource.path()));
        assertThat(open)
                .containsExactlyInAnyOrder(
                        "GET /sign-in",
                        "POST /sign-in",
                        "GET /sign-in/provider",
                        "GET /sign-in/back",
                        "POST /sign-out",
                        "GET /problems/{slug}",
                        "GET /style.css",
                        "GET /script.js",
                        "GET /favicon.svg",
                        "GET /observe/health/live",
                        "HEAD /observe/health/live",
                        "GET /observe/health/ready",
                        "HEAD /observe/health/ready");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/observe/metrics",
                "/observe/metrics/",
                "/observe/metrics/application",
                "/observe/metrics/base",
                "/observe/metrics/vendor",
                "/observe/metrics/application/rollcall.call.duration",
                "/observe/metrics;a=b",
                "/observe//metrics/",
                "/observe/%6detrics/application",
                "/observe/./metrics/application",
                "/observe/x/../metrics/application"
            })
    void metrics_are_for_operators_wherever_they_are_served(String path) {
        for (String method : List.of("GET", "HEAD", "OPTIONS")) {
            try (var nobody = new BareClient(site)) {
                assertThat(nobody.send(method + " " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                                .readToEnd())
                        .as(method)
                        .doesNotContain("# HELP", "memory");
            }
        }
    }

    @Test
    void without_a_sign_in_everybody_may_do_everything() {
        try (var open = new ServedSite(ServedSite.OPEN)) {
            for (Resource resource : open.site.resources()) {
                for (Operation operation : resource.operations()) {
                    String path = resource.path().replaceAll("\\{\\w+}", "1");
                    assertThat(isRefused(open.send(operation.method().text(), path, "")))
                            .as(row(resource, operation, "nobody"))
                            .isFalse();
                }
            }
        }
    }

    @Test
    void a_token_does_what_its_scopes_allow_under_its_name() {
        String writer = "Bearer " + site.token(Scope.WRITE);
        String reader = "bearer  " + site.token(Scope.READ);

        HttpResponse<String> saved = site.send(
                "PUT",
                "/api/users/1",
                "{\"name\":\"Ada\",\"email\":\"\"}",
                "Content-Type",
                "application/json",
                "Authorization",
                writer);
        assertThat(saved.statusCode()).isEqualTo(201);
        assertThat(site.get("/api/users/1", "Authorization", writer).statusCode())
                .isEqualTo(403);
        assertThat(site.get("/api/users/1/history", "Authorization", reader).body())
                .contains("\"by\":\"token 0\",\"byKind\":\"token\"");
    }

    @Test
    void nobody_is_told_how_to_sign_in() {
        HttpResponse<String> response = site.get("/api/users");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"rollcall\"");
        assertThat(response.body()).contains("/problems/sign-in-required", "Authorization: Bearer rollcall_");
    }

    @Test
    void who_lacks_a_scope_is_told_which() {
        HttpResponse<String> response =
                site.send("DELETE", "/api/users/1", "", "Authorization", "Bearer " + site.token(Scope.READ));

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer realm=\"rollcall\", error=\"insufficient_scope\", scope=\"write\"");
        assertThat(response.body()).contains("this needs the scope write, but token 0 (token) has: read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer rollcall_guess", "Bearer ", "Bearer", "bearer x y", "Bearer \u00fc"})
    void an_invalid_token_is_refused_even_if_a_proxy_vouches_for_the_user(String authorization) {
        HttpResponse<String> response =
                site.get("/api/users", "Authorization", authorization, "X-User", "zoe", "X-Roles", "read");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer realm=\"rollcall\", error=\"invalid_token\"");
    }

    @Test
    void a_revoked_token_is_refused_at_once() {
        String authorization = "Bearer " + site.token(Scope.READ);
        assertThat(site.get("/api/users", "Authorization", authorization).statusCode())
                .isEqualTo(200);

        site.tokens.revoke("token 0");

        assertThat(site.get("/api/users", "Authorization", authorization).statusCode())
                .isEqualTo(401);
    }

    @Test
    void all_scopes_are_in_the_table() {
        Set<Scope> used = EnumSet.noneOf(Scope.class);
        site.site.resources().stream()
                .flatMap(resource -> resource.operations().stream())
                .map(operation -> operation.admission().scope())
                .flatMap(Optional::stream)
                .forEach(used::add);
        assertThat(used).containsExactly(Scope.values());
    }
}
