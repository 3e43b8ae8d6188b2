package dev.rollcall.http.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollcall.http.server.connection.MemoryBudget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BodyTest {
    private static final int MAX = 10;
    private static final String PATCH = "application/merge-patch+json";

    private static Served.Reply json(String type, String body) {
        try (Served served = Served.reading(request -> new String(Body.json(request, MAX), UTF_8))) {
            return served.post(type, body);
        }
    }

    private static Served.Reply patch(String type, String body) {
        try (Served served = Served.reading(request -> new String(Body.mergePatch(request, MAX), UTF_8))) {
            return served.post(type, body);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "Application/JSON", "application/json; charset=UTF-8"})
    void json_is_read_as_it_was_sent(String type) {
        assertThat(json(type, "{\"a\":1}").body()).isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json; charset=iso-8859-1", PATCH, "json"})
    void json_of_another_type_or_charset_is_refused(String type) {
        assertThat(json(type, "{}").detail(415, "unsupported-media-type"))
                .isEqualTo("Content-Type must be application/json, in UTF-8");
    }

    @Test
    void a_merge_patch_is_read_as_it_was_sent() {
        assertThat(patch(PATCH, "{\"a\":1}").body()).isEqualTo("{\"a\":1}");
    }

    @Test
    void another_patch_is_refused_and_told_what_is_accepted() {
        Served.Reply refused = patch("application/json", "{}");
        assertThat(refused.detail(415, "unsupported-media-type")).contains(PATCH);
        assertThat(refused.header("Accept-Patch")).hasValue(PATCH);
    }

    @Test
    void a_body_for_which_there_is_no_memory_is_refused_and_leaves_what_it_took() {
        var memory = new MemoryBudget(80);
        try (Served served = Served.reading(memory, request -> new String(Body.json(request, 100), UTF_8))) {
            Served.Reply refused = served.post("application/json", "x".repeat(11));
            assertThat(refused.detail(503, "overloaded")).isEqualTo("the server has too much to do now");
            assertThat(refused.header("Retry-After")).hasValue("1");
            assertThat(served.post("application/json", "x".repeat(10)).status()).isEqualTo(200);
        }
    }

    @Test
    void a_body_may_have_its_most_bytes_and_no_more() {
        assertThat(json("application/json", "x".repeat(MAX)).body()).hasSize(MAX);
        assertThat(json("application/json", "x".repeat(MAX + 1)).detail(413, "body-too-large"))
                .isEqualTo("the body must be at most 10 bytes");
    }

    @Test
    void a_body_is_copied() throws IOException {
        var copy = new ByteArrayOutputStream();
        Body.copy(new ByteArrayInputStream("0123456789".getBytes(UTF_8)), MAX, copy);
        assertThat(copy.toString(UTF_8)).isEqualTo("0123456789");
    }

    @Test
    void a_body_that_is_too_long_for_its_copy_is_refused() {
        var body = new ByteArrayInputStream("0123456789x".getBytes(UTF_8));
        assertThatExceptionOfType(Problem.Refusal.class)
                .isThrownBy(() -> Body.copy(body, MAX, new ByteArrayOutputStream()));
        assertThat(body.available()).isZero();
    }
}
