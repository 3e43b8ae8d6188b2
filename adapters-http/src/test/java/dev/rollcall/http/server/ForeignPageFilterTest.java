package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.directory.Query;
import dev.rollcall.domain.rollcall.RemoteUsers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ForeignPageFilterTest {
    private static final String FORM = "id=1&name=Ada";

    private final AtomicInteger calls = new AtomicInteger();
    private final RemoteUsers remote = ServedSite.warning();
    private final ServedSite site = new ServedSite((roster, policy, listener) -> {
        calls.incrementAndGet();
        return remote.call(roster, policy, listener);
    });

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n",
                "Sec-Fetch-Site: same-site\r\n",
                "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n",
                "Origin: https://evil.example\r\n",
            })
    void it_calls_no_roll_but_a_link_of_it_shows_the_form_filled_in(String headers) throws IOException {
        for (String method : new String[] {"GET ", "HEAD "}) {
            assertThat(send(method + "/users?count=3", "", headers)).startsWith("HTTP/1.1 200 ");
            assertThat(send(method + "/api/roll-calls?count=3", "", headers)).startsWith("HTTP/1.1 403 ");
        }
        assertThat(calls).hasValue(0);
        assertThat(send("GET /users?count=3", "", headers))
                .contains("Another site led here", "value=\"3\"")
                .doesNotContain("class=\"answers");
        assertThat(send("GET /api/roll-calls?count=3&format=csv", "", headers)).contains("/problems/foreign-page");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Sec-Fetch-Site: same-origin\r\n", "Sec-Fetch-Site: none\r\n", "Origin: http://HOST\r\n"})
    void our_own_pages_people_and_programs_call_it(String headers) throws IOException {
        assertThat(send("GET /users?count=3", "", headers))
                .startsWith("HTTP/1.1 200 ")
                .doesNotContain("Another site");
        assertThat(send("GET /api/roll-calls?count=3", "", headers)).startsWith("HTTP/1.1 200 ");
        assertThat(calls).hasValue(2);
    }

    @Test
    void every_page_may_link_to_ours() throws IOException {
        assertThat(send("GET /add", "", "Sec-Fetch-Site: cross-site\r\n")).startsWith("HTTP/1.1 200 ");
    }
}
