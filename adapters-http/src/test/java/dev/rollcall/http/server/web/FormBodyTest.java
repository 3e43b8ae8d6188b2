package dev.rollcall.http.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.http.format.TextReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FormBodyTest {
    private static final String PAIRS = "application/x-www-form-urlencoded";
    private static final String PARTS = "multipart/form-data; boundary=xyz";
    private static final int MAX = 100;

    private final Served served = Served.reading(request -> FormBody.read(request, MAX));

    @AfterEach
    void close() {
        served.close();
    }

    private static String part(String name, String value) {
        return "--xyz\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=1&b=2        | {a=[1], b=[2]}",
                "a=1&a=2        | {a=[1, 2]}",
                "a=x+y%2B&%62=ë | {a=[x y+], b=[%]}",
                "a=1=2          | {a=[1=2]}",
                "a&b=           | {a=[], b=[]}",
                "&&             | {}",
            })
    void pairs_are_read_as_browsers_send_them(String body, String fields) {
        String encoded = body.replace("ë", "%25");
        assertThat(served.post(PAIRS, encoded).body()).isEqualTo(fields);
    }

    @Test
    void an_empty_body_has_no_fields() {
        assertThat(served.post(PAIRS, "").body()).isEqualTo("{}");
    }

    @Test
    void parts_are_read_in_their_order_and_a_byte_order_mark_is_not_part_of_a_text() {
        String body = part("a", "x + %41\r\ny") + part("b", "") + part("a", "\uFEFFë") + "--xyz--\r\n";
        assertThat(Served.reading(request -> FormBody.read(request, 1000))).satisfies(wide -> {
            assertThat(wide.post(PARTS, body).body()).isEqualTo("{a=[x + %41\r\ny, ë], b=[]}");
            wide.close();
        });
    }

    @Test
    void a_file_may_be_utf_16_by_its_mark_and_a_bad_byte_in_it_is_told_by_who_reads_it() {
        String file = part("a", "\u00FF\u00FE7\u0000\u00EB\u0000").replace("\"a\"", "\"a\"; filename=\"x\"")
                + part("b", "7\u00EB").replace("\"b\"", "\"b\"; filename=\"y\"") + "--xyz--\r\n";
        try (var wide = Served.reading(
                request -> FormBody.read(request, 1000).toString().replace(TextReader.BAD, '?'))) {
            assertThat(wide.post(PARTS, file.getBytes(StandardCharsets.ISO_8859_1))
                            .body())
                    .isEqualTo("{a=[7\u00EB], b=[7?]}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=%FF  | a name or a value is not percent-encoded UTF-8",
                "%zz=1  | a name or a value is not percent-encoded UTF-8",
                "a=ë    | a name or a value is not percent-encoded UTF-8",
            })
    void pairs_that_are_not_percent_encoded_are_refused(String body, String detail) {
        assertThat(served.post(PAIRS, body).detail(400, "bad-body")).contains(detail);
    }

    @Test
    void a_form_may_be_as_long_as_said_and_no_longer() {
        String most = "a=" + "x".repeat(MAX - 2);
        assertThat(served.post(PAIRS, most).status()).isEqualTo(200);
        assertThat(served.post(PAIRS, most + "x").detail(413, "body-too-large")).contains("at most 100 bytes");
        assertThat(served.post(PARTS, "x".repeat(MAX + 1)).status()).isEqualTo(413);
    }

    @Test
    void parts_need_a_boundary_and_an_end() {
        assertThat(served.post("multipart/form-data", "x").detail(400, "bad-body"))
                .contains("the Content-Type has no boundary");
        assertThat(served.post(PARTS, part("a", "1")).detail(400, "bad-body")).contains("the last boundary is missing");
    }

    @ParameterizedTest
    @CsvSource({"application/json", "text/plain", "application/x-www-form-urlencoded; charset=iso-8859-1", "rubbish"})
    void another_type_is_refused_and_those_that_are_taken_are_told(String type) {
        assertThat(served.post(type, "a=1").detail(415, "unsupported-media-type"))
                .isEqualTo("Content-Type must be multipart/form-data or application/x-www-form-urlencoded, in UTF-8");
    }

    @Test
    void a_form_with_a_file_can_only_come_in_parts() {
        try (var files = Served.reading(
                request -> FormBody.parts(request).next().orElseThrow().name())) {
            assertThat(files.post(PARTS, part("file", "1") + "--xyz--").body()).isEqualTo("file");
            assertThat(files.post(PAIRS, "file=1").detail(415, "unsupported-media-type"))
                    .isEqualTo("Content-Type must be multipart/form-data, in UTF-8");
        }
    }

    @Test
    void a_text_is_utf_8_with_or_without_a_byte_order_mark() {
        assertThat(FormBody.text("\uFEFFZoë".getBytes(StandardCharsets.UTF_8))).isEqualTo("Zoë");
        assertThat(FormBody.text("\uFEFF\uFEFF".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("\uFEFF");
        assertThatThrownBy(() -> FormBody.text("Zoë".getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(Problem.Refusal.class)
                .hasMessageContaining("a value or a file is not UTF-8 text");
    }
}
