package dev.rollcall.http.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.http.server.connection.MemoryBudget;
import dev.rollcall.http.server.web.Resource.Operation;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ResourceTest {
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final Served served = new Served(
            Resource.at("/both", answering(Method.GET, "text/plain", "text/csv"), answering(Method.PUT)),
            Resource.at("/changed", answering(Method.PATCH)),
            Resource.at("/own", answering(Method.GET), answering(Method.HEAD)),
            Resource.at("/of/{id}", answering(Method.GET)),
            Resource.atSegments(
                    "/run/{run}/line/{id}",
                    new Operation(Method.GET, Resource.Admission.ANYBODY, ResourceTest::segments, List.of())));

    @AfterEach
    void close() {
        served.close();
    }

    /** Answers with its method and the path, and records both. */
    private Operation answering(Method method, String... types) {
        return new Operation(
                method,
                Resource.Admission.ANYBODY,
                request -> {
                    String text =
                            method.text() + " " + request.prologue().uriPath().rawPath();
                    done.add(text);
                    return new Response(Status.OK_200, List.of(), text.getBytes(StandardCharsets.UTF_8));
                },
                List.of(types));
    }

    @Test
    void a_request_for_which_there_is_no_memory_is_refused_before_anything_is_done() {
        try (Served small = new Served(
                new MemoryBudget(10),
                Resource.at("/much", answering(Method.GET)).claiming(11),
                Resource.at("/little", answering(Method.GET)).claiming(10))) {
            assertThat(small.send("GET", "/much", "").detail(503, "overloaded")).isNotEmpty();
            assertThat(small.send("GET", "/little", "").status()).isEqualTo(200);
            assertThat(small.send("GET", "/little", "").status()).isEqualTo(200);
        }
        assertThat(done).containsExactly("GET /little", "GET /little");
    }

    private static Response segments(ServerRequest request) {
        String text = Resource.segment(request, 1) + " " + Resource.segment(request, 3);
        return new Response(Status.OK_200, List.of(), text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"/run/7/line/a, 7 a", "/run/7/line/a%2Fline%2Fb, 7 a/line/b", "/run/%2F/line/%C3%AB, / ë"})
    void a_variable_is_a_segment_of_the_raw_path(String path, String segments) {
        assertThat(served.send("GET", path, "").body()).isEqualTo(segments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/run/7/line/", "/run//line/a", "/run/7/line/a/b", "/run/7%2Fline/a", "/run/7/line"})
    void another_number_of_segments_is_another_path(String path) {
        assertThat(served.send("GET", path, "").status()).isEqualTo(404);
    }

    @Test
    void each_method_has_its_operation() {
        assertThat(served.send("GET", "/both", "").body()).isEqualTo("GET /both");
        assertThat(served.send("PUT", "/both", "").body()).isEqualTo("PUT /both");
    }

    @Test
    void head_is_done_like_get_and_has_no_body() {
        Served.Reply head = served.send("HEAD", "/both", "");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).hasValue("9");
        assertThat(head.body()).isEmpty();
        assertThat(done).containsExactly("GET /both");
    }

    @Test
    void head_is_done_by_its_own_operation_if_there_is_one() {
        served.send("HEAD", "/own", "");
        assertThat(done).containsExactly("HEAD /own");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/both    | GET, HEAD, OPTIONS, PUT | none",
                "/changed | OPTIONS, PATCH | application/merge-patch+json",
                "/of/7    | GET, HEAD, OPTIONS | none",
            })
    void options_tells_what_is_allowed_and_does_nothing(String path, String allowed, String patch) {
        Served.Reply options = served.send("OPTIONS", path, "");
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.header("Allow")).hasValue(allowed);
        assertThat(options.header("Accept-Patch").orElse("none")).isEqualTo(patch);
        assertThat(done).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "DELETE", "PATCH", "TRACE", "PROPFIND"})
    void any_other_method_is_told_which_are_allowed(String method) {
        Served.Reply refused = served.send(method, "/both", "");
        assertThat(refused.detail(405, "method-not-allowed")).isEqualTo("this path allows GET, HEAD, OPTIONS, PUT");
        assertThat(refused.header("Allow")).hasValue("GET, HEAD, OPTIONS, PUT");
        assertThat(done).isEmpty();
    }

    @Test
    void where_there_is_no_get_there_is_no_head() {
        assertThat(served.send("HEAD", "/changed", "").status()).isEqualTo(405);
        assertThat(done).isEmpty();
    }

    @Test
    void nothing_is_done_for_a_client_that_takes_no_type_that_there_is() {
        assertThat(served.send("GET", "/both", "", "Accept: image/png").status())
                .isEqualTo(406);
        assertThat(done).isEmpty();
        assertThat(served.send("GET", "/both", "", "Accept: text/csv").status()).isEqualTo(200);
    }

    @Test
    void an_operation_without_types_sees_to_it_itself_what_the_client_accepts() {
        assertThat(served.send("PUT", "/both", "", "Accept: image/png").body()).isEqualTo("PUT /both");
    }

    @Test
    void a_variable_stands_for_anything_even_with_encoded_slashes() {
        assertThat(served.send("GET", "/of/a%2Fb", "").body()).isEqualTo("GET /of/a%2Fb");
        assertThat(served.send("GET", "/of/a/b", "").body()).isEqualTo("GET /of/a/b");
        assertThat(served.send("GET", "/off", "").status()).isEqualTo(404);
    }

    @Test
    void what_it_serves_can_not_be_changed_from_outside() {
        List<Operation> operations = new ArrayList<>(List.of(answering(Method.GET)));
        List<String> types = new ArrayList<>(List.of("text/plain"));
        var operation =
                new Operation(Method.GET, Resource.Admission.ANYBODY, request -> Response.empty(Status.OK_200), types);
        var resource = new Resource("/", Resource.at("/").matcher(), operations);
        operations.clear();
        types.clear();
        assertThat(resource.operations()).hasSize(1);
        assertThat(operation.types()).containsExactly("text/plain");
        assertThatThrownBy(() -> resource.operations().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
