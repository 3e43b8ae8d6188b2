package dev.rollcall.http.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MultipartTest {
    private static final String FORM = form("""
            --xyz
            Content-Disposition: form-data; name="mode"

            all
            --xyz
            content-disposition: form-data; name="file"; filename="a.csv"
            Content-Type: Text/CSV; charset=utf-8


            --xy

            -
            --xyz
            Content-Disposition: form-data; name="empty"


            --xyz--
            """);

    private static String form(String text) {
        return text.replace("\n", "\r\n");
    }

    private static Multipart parts(String body) {
        return new Multipart(new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1)), "xyz");
    }

    private static String text(Multipart.Part part) throws IOException {
        return new String(part.content().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private static List<String> all(Multipart parts) throws IOException {
        List<String> all = new ArrayList<>();
        for (Optional<Multipart.Part> part = parts.next(); part.isPresent(); part = parts.next()) {
            all.add(part.get().name() + "=" + text(part.get()));
        }
        return all;
    }

    /** Gives a body in pieces of any length. */
    private static InputStream inPieces(String body, Random random) {
        return new FilterInputStream(new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1))) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return super.read(bytes, offset, Math.min(length, 1 + random.nextInt(9)));
            }
        };
    }

    @Test
    void gives_the_parts_in_their_order() throws IOException {
        assertThat(all(parts(FORM))).containsExactly("mode=all", "file=\r\n--xy\r\n\r\n-", "empty=");
    }

    @Test
    void what_is_no_part_does_not_count() throws IOException {
        assertThat(all(parts("before\r\n" + FORM + "behind"))).hasSize(3);
        assertThat(all(parts("--xyz--"))).isEmpty();
    }

    @Test
    void tells_name_and_type_of_a_file() throws IOException {
        Multipart parts = parts(FORM);
        Multipart.Part field = parts.next().orElseThrow();
        Multipart.Part file = parts.next().orElseThrow();
        assertThat(field.fileName()).isEmpty();
        assertThat(field.type()).isEmpty();
        assertThat(file.fileName()).hasValue("a.csv");
        assertThat(file.type()).isEqualTo("text/csv");
    }

    @Test
    void what_is_not_read_is_skipped_and_can_not_be_read_later() throws IOException {
        Multipart parts = parts(FORM);
        Multipart.Part mode = parts.next().orElseThrow();
        Multipart.Part file = parts.next().orElseThrow();
        assertThat(text(mode)).isEmpty();
        assertThat(file.content().read()).isEqualTo('\r');
        assertThat(parts.next().orElseThrow().name()).isEqualTo("empty");
        assertThat(parts.next()).isEmpty();
        assertThat(parts.next()).isEmpty();
        assertThat(text(file)).isEmpty();
    }

    @Test
    void a_large_file_comes_in_any_pieces_as_it_is() throws IOException {
        var random = new Random(7);
        for (int round = 0; round < 50; round++) {
            var content = new StringBuilder();
            while (content.length() < 20_000) {
                content.append(List.of("\r", "\n", "\r\n", "--", "xyz", "\r\n--xy", "\0é")
                        .get(random.nextInt(7)));
            }
            String safe = content.toString().replace("\r\n--xyz", "\r\n--xy-");
            String body = "--xyz\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n" + safe + "\r\n--xyz--\r\n";
            assertThat(all(new Multipart(inPieces(body, random), "xyz"))).containsExactly("f=" + safe);
        }
    }

    @Test
    void a_body_that_ends_too_early_is_never_taken_for_whole() {
        int whole = FORM.lastIndexOf("--") + 2;
        for (int length = 0; length < whole; length++) {
            Multipart cut = parts(FORM.substring(0, length));
            assertThatThrownBy(() -> all(cut)).isInstanceOf(Problem.Refusal.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--xyz\n\nContent\n--xyz--",
                "--xyz\nContent-Disposition: attachment; name=\"a\"\n\n\n--xyz--",
                "--xyz\nContent-Disposition: form-data; filename=\"a\"\n\n\n--xyz--",
                "--xyzabc\nContent-Disposition: form-data; name=\"a\"\n\n\n--xyz--",
            })
    void what_is_no_form_is_told(String body) {
        assertThatThrownBy(() -> all(parts(form(body))))
                .isInstanceOf(Problem.Refusal.class)
                .hasMessageContaining("the body is not a valid form");
    }

    @Test
    void heads_and_boundaries_have_limits() {
        String start = "--xyz\r\n";
        assertThatThrownBy(() -> all(parts(start + "a".repeat(5000)))).hasMessageContaining("longer than 4096 bytes");
        assertThatThrownBy(() -> all(parts(start + "a: b\r\n".repeat(21)))).hasMessageContaining("20 headers");
        assertThatThrownBy(() -> new Multipart(InputStream.nullInputStream(), "a".repeat(71)))
                .hasMessageContaining("boundary");
    }
}
