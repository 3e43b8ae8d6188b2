package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No head of a request, however malformed, is an error of the server. */
@Timeout(120)
final class MalformedHeadTest {
    private static final int REQUESTS = 2000;

    private static final List<String> METHODS = List.of(
            "GET",
            "HEAD",
            "OPTIONS",
            "PUT",
            "PATCH",
            "DELETE",
            "POST",
            "TRACE",
            "CONNECT",
            "GE<T",
            "G\u0000T",
            "\u00cb",
            "@",
            "get");
    private static final List<String> TARGETS = List.of(
            "/",
            "/users?count=1",
            "/api/users?limit=1",
            "/api/users/7",
            "/api/roll-calls?ids=7",
            "/api/imports",
            "/import",
            "/import/preview",
            "/add",
            "/style.css",
            "/docs/settings",
            "/observe/metrics",
            "/observe/health/live",
            "/nope",
            "*",
            "a:80",
            "http://a/",
            "http:x",
            "//",
            "/;a",
            "/%",
            "/?%zz",
            "?");
    private static final List<String> NAMES = List.of(
            "Accept",
            "Accept-Encoding",
            "Accept-Language",
            "Content-Type",
            "Content-Encoding",
            "Content-Length",
            "Transfer-Encoding",
            "Expect",
            "TE",
            "Trailer",
            "Connection",
            "Upgrade",
            "Host",
            "Origin",
            "Sec-Fetch-Site",
            "If-Match",
            "If-None-Match",
            "If-Modified-Since",
            "Range",
            "Cookie",
            "Authorization",
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Port",
            "X-User",
            "X-Request-Id",
            "traceparent",
            "Cache-Control");
    private static final List<String> VALUES = List.of(
            "",
            "\"",
            "'",
            "\"a",
            "a\"",
            ";",
            ",",
            "=",
            "a;",
            "a;b",
            "a;b=\"",
            "a;b=\"\\",
            "*/",
            "/*",
            "a/b;q=",
            "a/b;q=NaN",
            "a/b/c",
            "application/json; charset=\"",
            "application/json; charset=x-none",
            "multipart/form-data; boundary=\"",
            "multipart/form-data; boundary=",
            "application/x-www-form-urlencoded; charset=\"",
            "bytes=",
            "bytes=5-1",
            "W/\"",
            "*,*",
            "-1",
            "99999999999999999999",
            "100-continue",
            "chunked",
            "gzip",
            "h2c",
            "close",
            "[",
            "[::1",
            "a:x",
            "\u00ff",
            "\u0001",
            "%",
            "{\"a\":",
            "x".repeat(9000));

    private final Random random = new Random(16);
    private final ServedSite site = new ServedSite();

    @AfterEach
    void close() {
        site.close();
    }

    private String any(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }

    private String request() {
        String headers = IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(i -> any(NAMES) + ": " + any(VALUES) + "\r\n")
                .reduce("", String::concat);
        return "%s %s HTTP/1.1\r\nHost: a\r\n%sConnection: close\r\n\r\n"
                .formatted(any(METHODS), any(TARGETS), headers);
    }

    private String status(String request) {
        try (var client = new BareClient(site)) {
            client.send(request).endOutput();
            String response = client.readToEnd();
            return response.isEmpty() ? "none" : response.substring(0, Math.min(response.length(), 12));
        }
    }

    @Test
    void each_is_answered_as_it_is_or_as_the_mistake_of_the_client() {
        List<String> bad = Stream.generate(this::request)
                .limit(REQUESTS)
                .filter(request -> status(request).startsWith("HTTP/1.1 5"))
                .toList();
        assertThat(bad).isEmpty();
    }
}
