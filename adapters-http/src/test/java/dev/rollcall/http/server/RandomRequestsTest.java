package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Requests of all kinds with random mistakes, each on a connection of its own and followed by a sound one: the server never fails, and what it
 * sends are whole responses to the last byte. {@code -Drollcall.random.requests=81000} sends more of them, {@code -Drollcall.random.seed=N}
 * others.
 */
@Timeout(3600)
final class RandomRequestsTest {
    private static final int REQUESTS = Integer.getInteger("rollcall.random.requests", 2_000);
    private static final long SEED = Long.getLong("rollcall.random.seed", 16);

    private static final String NEXT = "GET /next-in-line HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    private static final String USER = "{\"name\":\"Ada\",\"email\":\"ada@example.org\"}";
    private static final Pattern HEAD =
            Pattern.compile("HTTP/1\\.1 ([1-5][0-9][0-9]) [^\r\n]*\r\n((?:[^\r\n]+\r\n)*)\r\n");
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: ([0-9]+)\r$");

    /** What mistakes are made of. */
    private static final List<String> PIECES = List.of(
            "\r\n",
            "\n",
            "\r",
            "\r\n\r\n",
            " ",
            "\t",
            ":",
            ";",
            "\"",
            "%",
            "%00",
            "\u0000",
            "\u00ff",
            "0",
            "-1",
            "99999999999999999999",
            "../",
            "?",
            "&",
            "=",
            ",",
            "<",
            "{",
            "Content-Length: 3\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Expect: 100-continue\r\n",
            "Connection: close\r\n",
            "Content-Encoding: gzip\r\n",
            "Range: bytes=0-\r\n",
            "Upgrade: h2c\r\n",
            "If-Match: \"1\"\r\n",
            "Accept: */*;q=x\r\n",
            NEXT);

    private final ServedSite site = new ServedSite();
    private final List<String> sound = sound();
    private final Random random = new Random(SEED);

    @AfterEach
    void close() {
        site.close();
    }

    private List<String> sound() {
        List<String> requests = new ArrayList<>();
        for (var resource : site.site.resources()) {
            String path = resource.path().replaceAll("\\{[a-z]+}", "7");
            for (var operation : resource.operations()) {
                String method = operation.method().text();
                requests.add(request(method, path, ""));
                requests.add(request(method, path + "?count=3&limit=2&q=a&deadline=PT1S", "Accept: text/html\r\n"));
            }
        }
        requests.add(withBody("PUT", "/api/users/7", "application/json", USER));
        requests.add(withBody("PATCH", "/api/users/7", "application/merge-patch+json", "{\"name\":null}"));
        requests.add(withBody("POST", "/api/roll-calls", "application/json", "{\"ids\":[\"1\",2]}"));
        requests.add(withBody("POST", "/users", "application/x-www-form-urlencoded", "roster=count&count=2"));
        requests.add(withBody("POST", "/add", "application/x-www-form-urlencoded", "id=8&name=Ada&email="));
        requests.add(inChunks("/api/roll-calls", "application/x-ndjson", "\"1\"\n2\n"));
        requests.add(inChunks("/api/imports", "text/csv", "id,name,email\r\n9,Ada,\r\n"));
        requests.add(inChunks("/api/imports?mode=each", "application/x-ndjson", "{\"id\":\"1\"}\n"));
        requests.add(withBody(
                "POST",
                "/import",
                "multipart/form-data; boundary=b",
                "--b\r\nContent-Disposition: form-data; name=\"mode\"\r\n\r\neach\r\n--b\r\nContent-Disposition: form-data;"
                        + " name=\"file\"; filename=\"a.csv\"\r\n\r\nid,name,email\r\n1,Ada,\r\n--b--\r\n"));
        return requests;
    }

    private static String request(String method, String path, String fields) {
        return "%s %s HTTP/1.1\r\nHost: a\r\n%s\r\n".formatted(method, path, fields);
    }

    private static String withBody(String method, String path, String type, String body) {
        String fields = "Content-Type: %s\r\nContent-Length: %s\r\n".formatted(type, body.length());
        return request(method, path, fields) + body;
    }

    private static String inChunks(String path, String type, String body) {
        String fields = "Content-Type: %s\r\nTransfer-Encoding: chunked\r\n".formatted(type);
        return request("POST", path, fields) + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    }

    @Test
    void no_request_makes_the_server_fail_or_lose_its_place() {
        for (int i = 0; i < REQUESTS; i++) {
            String request = withMistakes(sound.get(random.nextInt(sound.size())));
            try (var client = new BareClient(site)) {
                client.sendIfOpen(request + NEXT);
                checkResponses(client.readToEnd(), "request %s of seed %s: %s".formatted(i, SEED, request));
            }
        }
    }

    private String withMistakes(String request) {
        var changed = new StringBuilder(request);
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            int at = random.nextInt(changed.length());
            switch (random.nextInt(4)) {
                case 0 -> changed.setCharAt(at, (char) random.nextInt(256));
                case 1 -> changed.delete(at, Math.min(changed.length(), at + 1 + random.nextInt(8)));
                case 2 -> changed.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                default -> changed.insert(at, sound.get(random.nextInt(sound.size())), 0, 10);
            }
        }
        return changed.toString();
    }

    /** Checks that these are whole responses, none of which says that the server failed, and that nothing comes after a last one. */
    private static void checkResponses(String received, String request) {
        boolean isLast = false;
        for (int at = 0; at < received.length(); ) {
            assertThat(isLast)
                    .as("%s%nafter the last response: %s", request, received)
                    .isFalse();
            Matcher head = HEAD.matcher(received).region(at, received.length());
            assertThat(head.lookingAt())
                    .as("%s%nreceived at %s: %s", request, at, received)
                    .isTrue();
            int status = Integer.parseInt(head.group(1));
            assertThat(status).as("%s%n%s", request, received).isNotIn(500, 502, 504);
            String fields = head.group(2).toLowerCase(Locale.ROOT);
            isLast = fields.contains("connection: close");
            at = head.end() + bodyLength(received.substring(head.end()), status, fields, isLast);
        }
    }

    /** Returns the length of a body; of one that may be cut off, or belongs to a HEAD request, what there is. */
    private static int bodyLength(String rest, int status, String fields, boolean isLast) {
        Matcher length = LENGTH.matcher(fields);
        boolean isNone = status < 200 || status == 204 || status == 304 || rest.startsWith("HTTP/1.1 ");
        if (isNone) {
            return 0;
        }
        if (length.find()) {
            int stated = Integer.parseInt(length.group(1));
            assertThat(rest.isEmpty() || rest.length() >= stated || isLast).isTrue();
            return Math.min(stated, rest.length());
        }
        int end = rest.indexOf("\r\n0\r\n\r\n");
        return end < 0 ? rest.length() : end + "\r\n0\r\n\r\n".length();
    }
}
