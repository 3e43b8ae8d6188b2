package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which request id a response has. */
class RequestIdTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final ServedSite site = new ServedSite();

    @AfterEach
    void close() {
        site.close();
    }

    private static String id(HttpResponse<String> response) {
        return response.headers().firstValue("X-Request-Id").orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/users",
                "/api/users/nobody",
                "/nowhere",
                "/api/roll-calls?count=x",
                "/observe/health/live"
            })
    void each_response_has_the_id_that_came_with_the_request(String path) {
        assertThat(id(site.get(path, "X-Request-Id", "mine-1"))).isEqualTo("mine-1");
    }

    @Test
    void without_one_each_has_another() {
        String first = id(site.get("/"));
        assertThat(first).matches("[0-9a-f]{32}");
        assertThat(id(site.get("/"))).isNotEqualTo(first);
    }

    @Test
    void it_is_that_of_the_trace_if_there_is_one() {
        assertThat(id(site.get("/", "traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")))
                .isEqualTo(TRACE);
        assertThat(id(site.get("/", "traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01", "X-Request-Id", "mine")))
                .isEqualTo("mine");
    }

    @ParameterizedTest
    @CsvSource({
        "X-Request-Id, <script>",
        "X-Request-Id, a b",
        "traceparent, ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "traceparent, 00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "traceparent, 00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "traceparent, 00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
    })
    void what_is_no_id_is_not_given_back(String header, String value) {
        assertThat(id(site.get("/", header, value))).matches("[0-9a-f]{32}").isNotEqualTo(TRACE);
    }
}
