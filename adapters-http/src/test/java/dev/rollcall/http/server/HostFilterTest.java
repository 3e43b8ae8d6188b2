package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.directory.Query;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to a site on a loopback address that is also named a. */
final class HostFilterTest {
    private final ServedSite site = new ServedSite();

    @AfterEach
    void close() {
        site.close();
    }

    private String send(String line, String... headers) {
        try (var client = new BareClient(site)) {
            return client.send(line + " HTTP/1.1\r\nConnection: close\r\n" + String.join("", headers) + "\r\n")
                    .readToEnd();
        }
    }

    @Test
    void every_route_of_a_rebound_name_is_refused_and_the_setting_is_named() {
        List<String> paths = site.site.resources().stream()
                .map(resource -> resource.path())
                .filter(path -> !path.startsWith("/observe/health"))
                .toList();
        assertThat(paths).hasSizeGreaterThan(15);
        for (String path : paths) {
            assertThat(send("GET " + path.replace("{", "").replace("}", ""), "Host: evil.example:8080\r\n"))
                    .as(path)
                    .startsWith("HTTP/1.1 421 ")
                    .contains("/problems/misdirected-request", "server.hosts", "\\\"evil.example:8080\\\"");
        }
    }

    @Test
    void a_page_of_a_rebound_name_changes_nothing() {
        String ours = "Host: evil.example\r\nOrigin: http://evil.example\r\nSec-Fetch-Site: same-origin\r\n";
        String form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 13\r\n";
        assertThat(send("POST /add", ours, form, "\r\nid=1&name=Ada")).startsWith("HTTP/1.1 421 ");
        assertThat(site.directory.count(Query.first(1))).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "a", "A.:1", "127.0.0.1:8080", "[::1]"})
    void our_names_are_answered(String host) {
        assertThat(send("GET /", "Host: " + host + "\r\n")).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example/, a, 421",
        "HTTPS://evil.example/, a, 421",
        "http://a/, evil.example, 200",
        "http://a:8080/users, evil.example, 200",
        "http://a@evil.example/, a, 421",
        "//evil.example/, a, 404",
        "http:///, a, 400",
        "http:evil, a, 400",
        "ftp://a/, a, 400",
        "a:80, a, 400",
        "users, a, 400",
    })
    void the_host_of_an_absolute_target_wins_over_the_header(String target, String host, int status) {
        assertThat(send("GET " + target, "Host: " + host + "\r\n")).startsWith("HTTP/1.1 " + status + " ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Host:\r\n",
                "Host: a\r\nHost: evil.example\r\n",
                "Host: a, evil.example\r\n",
                "Host: a b\r\n",
                "Host: a:x\r\n",
                "Host: a/\r\n",
                "Host: [::1\r\n",
            })
    void a_request_without_exactly_one_host_is_malformed(String headers) {
        assertThat(send("GET /", headers)).startsWith("HTTP/1.1 400 ").contains("/problems/bad-request");
    }

    @ParameterizedTest
    @CsvSource({
        "/observe/health, 200",
        "/observe/health/live, 200",
        "/observe/health/ready, 200",
        "/observe/metrics, 421",
        "/observe/health/../metrics, 421",
        "/observe/health/live/../../../api/users, 421",
        "/observe/health%2F..%2Fmetrics, 421",
    })
    void health_alone_is_told_to_whoever_probes_it(String path, int status) {
        assertThat(send("GET " + path, "Host: 10.1.2.3:8080\r\n")).startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void a_browser_gets_a_page_and_markup_in_the_host_is_text() {
        assertThat(send("GET http://%3Cb%3E'&/", "Host: a\r\n", "Accept: text/html\r\n"))
                .startsWith("HTTP/1.1 421 ")
                .contains("<h1>Misdirected request</h1>")
                .doesNotContain("'&/")
                .doesNotContain("<b>");
    }
}
