package dev.rollcall.http.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.http.server.ServedSite;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which responses are compressed, for which clients. */
class GzipTest {
    private final ServedSite site = new ServedSite();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.close();
        site.close();
    }

    private HttpResponse<byte[]> send(String method, String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(site.address() + path.substring(1)))
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String unpacked(byte[] gzip) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/users", "/style.css", "/script.js", "/openapi.yaml", "/api/roll-calls?count=50"})
    void what_is_long_is_compressed_for_who_takes_that(String path) throws Exception {
        HttpResponse<byte[]> plain = send("GET", path);
        HttpResponse<byte[]> packed = send("GET", path, "Accept-Encoding", "br, gzip");
        HttpResponse<byte[]> head = send("HEAD", path, "Accept-Encoding", "br, gzip");

        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(unpacked(packed.body())).isEqualTo(new String(plain.body(), UTF_8));
        assertThat(packed.body()).hasSizeLessThan(plain.body().length);
        for (HttpResponse<byte[]> response : List.of(plain, packed, head)) {
            assertThat(String.join(",", response.headers().allValues("Vary"))).contains("Accept-Encoding");
        }
        assertThat(head.headers().firstValue("Content-Length"))
                .isEqualTo(packed.headers().firstValue("Content-Length"));
    }

    @Test
    void what_is_iconis_not_compressed() throws Exception {
        HttpResponse<byte[]> icon = send("GET", "/favicon.svg", "Accept-Encoding", "gzip");
        assertThat(icon.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(icon.headers().firstValue("Vary")).isEmpty();
    }

    @Test
    void what_has_a_strong_validator_is_not_compressed() throws Exception {
        String user = "{\"name\":\"%s\",\"email\":\"%s\"}".formatted("ナ".repeat(200), "ナ".repeat(320));
        site.send("PUT", "/api/users/7", user, "Content-Type", "application/json");
        HttpResponse<byte[]> response = send("GET", "/api/users/7", "Accept-Encoding", "gzip");
        assertThat(response.headers().firstValue("ETag")).isPresent();
        assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip | true",
                "GZIP;q=0.5 | true",
                "deflate, gzip;q=1.0, *;q=0.5 | true",
                "x-gzip | true",
                "* | true",
                "gzip;q=0 | false",
                "gzip;q=0.000, * | false",
                "*, gzip;q=0 | false",
                "*;q=0 | false",
                "identity | false",
                "br | false",
                "gzippy | false",
            })
    void is_taken_as_the_client_says(String accepted, boolean isTaken) throws Exception {
        assertThat(send("GET", "/users", "Accept-Encoding", accepted)
                        .headers()
                        .firstValue("Content-Encoding")
                        .isPresent())
                .isEqualTo(isTaken);
    }
}
