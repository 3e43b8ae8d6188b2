package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.directory.Query;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ForeignPageFilterTest {
    private static final String FORM = "id=1&name=Ada";

    private final ServedSite site = new ServedSite();

    @AfterEach
    void close() {
        site.close();
    }

    /** Sends a request as a browser does, which sets headers that clients in Java may not; HOST stands for ours. */
    private String send(String line, String body, String... headers) throws IOException {
        String host = "127.0.0.1:" + site.address().getPort();
        String head = line + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length() + "\r\n"
                + String.join("", headers).replace("HOST", host) + "\r\n";
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), site.address().getPort())) {
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Sec-Fetch-Site: same-origin\r\n",
                "Sec-Fetch-Site: none\r\n",
                "Origin: http://HOST\r\n",
                "Origin: https://HOST\r\n",
                "Sec-Fetch-Site: same-origin\r\nOrigin: https://public.example\r\n",
            })
    void our_own_pages_and_programs_may_change_something(String headers) throws IOException {
        assertThat(send("POST /add", FORM, headers)).startsWith("HTTP/1.1 303 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-Fetch-Site: cross-site\r\n",
                "Sec-Fetch-Site: same-site\r\n",
                "Sec-Fetch-Site: cross-site\r\nOrigin: http://HOST\r\n",
                "Sec-Fetch-Site: none\r\nSec-Fetch-Site: cross-site\r\n",
                "Origin: https://evil.example\r\n",
                "Origin: http://HOST.evil.example\r\n",
                "Origin: http://127.0.0.1\r\n",
                "Origin: null\r\n",
                "Origin: a b\r\n",
                "Origin:\r\n",
            })
    void a_foreign_page_may_not(String headers) throws IOException {
        assertThat(send("POST /add", FORM, headers, "Accept: text/html\r\n"))
                .startsWith("HTTP/1.1 403 ")
                .contains("<h1>Foreign page</h1>");
        assertThat(site.directory.count(Query.first(1))).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "POST /users",
        "POST /users/1",
        "POST /add",
        "POST /import",
        "POST /api/imports",
        "POST /api/roll-calls",
        "PUT /api/users/1",
        "PATCH /api/users/1",
        "DELETE /api/users/1"
    })
    void nothing_that_changes_something_is_left_out(String line) throws IOException {
        assertThat(send(line, FORM, "Sec-Fetch-Site: cross-site\r\n"))
                .startsWith("HTTP/1.1 403 ")
                .contains("/problems/foreign-page");
    }

    @Test
    void every_page_may_link_to_ours() throws IOException {
        assertThat(send("GET /add", "", "Sec-Fetch-Site: cross-site\r\n")).startsWith("HTTP/1.1 200 ");
    }
}
