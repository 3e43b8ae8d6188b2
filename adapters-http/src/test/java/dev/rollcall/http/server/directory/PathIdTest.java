package dev.rollcall.http.server.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.UserId;
import dev.rollcall.http.server.web.Resource;
import dev.rollcall.http.server.web.Response;
import dev.rollcall.http.server.web.Served;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PathIdTest {
    private final Served served = new Served(
            Resource.at("/api/users/{id}/history", PathId.historyPath(), get("history of ", PathId::ofHistory)),
            Resource.at("/api/users/{id}", get("", PathId::of)),
            Resource.at("/users/{id}", get("page of ", PathId::ofPage)));

    @AfterEach
    void close() {
        served.close();
    }

    private static Resource.Operation get(String what, Function<ServerRequest, UserId> reading) {
        return new Resource.Operation(
                Method.GET,
                Resource.Admission.ANYBODY,
                request -> new Response(Status.OK_200, List.of(), (what + reading.apply(request)).getBytes(UTF_8)),
                List.of());
    }

    private Served.Reply reply(String path) {
        return served.send("GET", path, "");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/users/7, 7",
        "/api/users/dept%2F7, dept/7",
        "/api/users/a%20b, a b",
        "/api/users/Zo%C3%AB, Zoë",
        "/api/users/7/history, history of 7",
        "/api/users/dept%2F7/history, history of dept/7",
        "/users/dept%2F7, page of dept/7",
    })
    void an_id_is_one_segment_decoded(String path, String read) {
        assertThat(reply(path).body()).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%207", "7%20", "7%C2%A0", "7%E2%80%8B", "%EF%BB%BF7", "7%09", "%20"})
    void one_with_white_space_at_its_ends_is_refused(String id) {
        for (String path : List.of("/api/users/" + id, "/api/users/" + id + "/history", "/users/" + id)) {
            assertThat(reply(path).detail(400, "bad-id")).startsWith("id must not have white space at its ends: \"");
        }
    }

    @Test
    void one_that_can_not_be_is_refused_and_more_segments_are_another_path() {
        assertThat(reply("/api/users/" + "x".repeat(129)).detail(400, "bad-id"))
                .startsWith("id must have 1 to 128 characters");
        assertThat(reply("/api/users/a/b").detail(404, "not-found")).contains("/api/users/a/b");
        assertThat(reply("/api/users/a/b/history").status()).isEqualTo(404);
    }
}
