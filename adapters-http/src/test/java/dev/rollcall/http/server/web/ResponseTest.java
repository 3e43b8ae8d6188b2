package dev.rollcall.http.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResponseTest {
    private static final byte[] SHORT = "x".repeat(1399).getBytes(UTF_8);
    private static final byte[] LONG = "x".repeat(1400).getBytes(UTF_8);
    private static final Response TEXT = new Response(Status.OK_200, List.of(), LONG);

    private static Served.Reply sent(String method, Response response, String... fields) {
        var operation = new Resource.Operation(Method.GET, Resource.Admission.ANYBODY, request -> response, List.of());
        try (var served = new Served(Resource.at("/", operation))) {
            return served.send(method, "/", "", fields);
        }
    }

    @Test
    void a_page_may_load_only_what_is_ours_and_is_revalidated() {
        Served.Reply page = sent("GET", Response.page(Status.CREATED_201, "<p>ë".getBytes(UTF_8)));
        assertThat(page.status()).isEqualTo(201);
        assertThat(page.body()).isEqualTo("<p>ë");
        assertThat(page.header("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.header("Content-Security-Policy")).get().asString().contains("default-src 'none'");
        assertThat(page.header("Cache-Control")).hasValue("no-cache");
    }

    @Test
    void a_json_document_has_its_type_and_is_revalidated() {
        Served.Reply json = sent("GET", Response.json(Status.OK_200, "{}".getBytes(UTF_8)));
        assertThat(json.body()).isEqualTo("{}");
        assertThat(json.header("Content-Type")).hasValue("application/json");
        assertThat(json.header("Cache-Control")).hasValue("no-cache");
    }

    @Test
    void no_type_is_sniffed() {
        assertThat(sent("GET", TEXT).header("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void another_page_is_named_by_its_address() {
        Served.Reply other = sent("GET", Response.seeOther("/users/7"));
        assertThat(other.status()).isEqualTo(303);
        assertThat(other.header("Location")).hasValue("/users/7");
        assertThat(other.body()).isEmpty();
    }

    @Test
    void headers_are_added_to_a_copy() {
        Response empty = Response.empty(Status.NO_CONTENT_204);
        Response more = empty.with(HeaderValues.create("A", "1")).with(List.of(HeaderValues.create("B", "2")));
        assertThat(sent("GET", more).header("A")).hasValue("1");
        assertThat(sent("GET", more).header("B")).hasValue("2");
        assertThat(empty.headers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"gzip, gzip", "identity, none"})
    void a_long_body_is_compressed_for_clients_that_accept_that(String accepted, String coding) {
        Served.Reply reply = sent("GET", TEXT, "Accept-Encoding: " + accepted);
        assertThat(reply.header("Content-Encoding").orElse("none")).isEqualTo(coding);
        assertThat(reply.header("Vary")).get().asString().isEqualToIgnoringCase("Accept-Encoding");
    }

    @Test
    void a_short_body_or_one_with_a_validator_is_never_compressed() {
        var small = new Response(Status.OK_200, List.of(), SHORT);
        assertThat(sent("GET", small, "Accept-Encoding: gzip").body()).hasSize(SHORT.length);
        Response tagged = TEXT.with(HeaderValues.create(HeaderNames.ETAG, "\"1\""));
        assertThat(sent("GET", tagged, "Accept-Encoding: gzip").body()).hasSize(LONG.length);
    }

    @ParameterizedTest
    @CsvSource({"identity", "gzip"})
    void head_tells_the_length_of_what_get_sends(String accepted) {
        String field = "Accept-Encoding: " + accepted;
        Served.Reply head = sent("HEAD", TEXT, field);
        assertThat(head.header("Content-Length"))
                .isEqualTo(sent("GET", TEXT, field).header("Content-Length"));
        assertThat(head.body()).isEmpty();
    }
}
