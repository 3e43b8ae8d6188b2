package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that make the server wait, on a site with a read timeout of 400 ms and three connections. */
@Timeout(120)
final class WaitingClientsTest {
    private static final String BODY = "{\"name\":\"A\",\"email\":\"\"}";
    private static final String PUT = "PUT /api/users/7 HTTP/1.1\r\nHost: a\r\n"
            + "Content-Type: application/json\r\nContent-Length: " + BODY.length() + "\r\n\r\n";

    private final ServedSite site =
            new ServedSite(ServedSite.warning(), Duration.ofMillis(400), Duration.ofSeconds(30), 3);

    @AfterEach
    void close() {
        site.close();
    }

    private BareClient client() {
        return new BareClient(site);
    }

    /** A site that closes nobody for being slow, however busy the machine is. */
    private static ServedSite patient() {
        return new ServedSite(ServedSite.warning(), Duration.ofMinutes(5), Duration.ofMinutes(5), 3);
    }

    @Test
    void who_sends_nothing_is_closed() {
        try (BareClient silent = client()) {
            assertThat(silent.readToEnd()).isEmpty();
        }
    }

    @Test
    void who_sends_half_a_head_is_told_that_it_took_too_long() {
        try (BareClient half = client().send("GET / HTTP/1.1\r\nHost: a\r\n")) {
            assertThat(half.readToEnd())
                    .startsWith("HTTP/1.1 408 ")
                    .containsIgnoringCase("\r\nConnection: close\r\n")
                    .containsPattern("\r\nX-Request-Id: [0-9a-f]{32}\r\n");
        }
    }

    @Test
    void who_sends_half_a_body_is_told_that_it_took_too_long() {
        String put = PUT.replace("Host: a", "Host: a\r\nX-Request-Id: mine");
        try (BareClient half = client().send(put + BODY.substring(1))) {
            assertThat(half.readToEnd()).startsWith("HTTP/1.1 408 ").contains("\r\nX-Request-Id: mine\r\n");
        }
    }

    @Test
    void a_body_that_comes_byte_by_byte_is_cut_off_although_each_comes_in_time() {
        try (BareClient slow = client().send(PUT)) {
            assertThat(slow.readToEndWhile(() -> slow.send(" "), Duration.ofMillis(150)))
                    .startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void the_id_of_one_request_is_not_that_of_the_next() {
        try (BareClient half =
                client().send("GET /problems/bad-body HTTP/1.1\r\nHost: a\r\nX-Request-Id: mine\r\n\r\nGET /")) {
            assertThat(half.readToEnd())
                    .contains("HTTP/1.1 200 ", "HTTP/1.1 408 ")
                    .containsOnlyOnce("X-Request-Id: mine");
        }
    }

    @Test
    void a_body_in_two_pieces_is_read() {
        try (BareClient client = client().send(PUT)) {
            LockSupport.parkNanos(Duration.ofMillis(40).toNanos());
            assertThat(client.send(BODY).readUntil("}")).startsWith("HTTP/1.1 201 ");
        }
    }

    @Test
    void who_comes_when_all_connections_are_taken_is_served_and_one_who_waits_is_closed() {
        try (ServedSite patient = patient();
                BareClient first = served(patient);
                BareClient second = served(patient);
                BareClient third = served(patient);
                BareClient last = served(patient)) {
            // OpenConnectionsTest tells which one; here, their threads may be slow to begin their wait
            assertThat(Stream.of(first, second, third).filter(WaitingClientsTest::isServed))
                    .hasSize(2);
            assertThat(isServed(last)).isTrue();
        }
    }

    /** Connects a client, and has it served once. */
    private static BareClient served(ServedSite site) {
        var client = new BareClient(site).get("/problems/stopping", "text/html");
        assertThat(client.readUntil("</html>")).startsWith("HTTP/1.1 200 ");
        return client;
    }

    /** Returns whether a client's last request is answered: its connection isn't closed before. */
    private static boolean isServed(BareClient client) {
        return client.send("GET /problems/stopping HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                .readToEnd()
                .contains("HTTP/1.1 200 ");
    }

    @Test
    void half_a_body_does_not_hold_up_the_end_of_the_server() {
        ServedSite patient = patient();
        try (BareClient half = new BareClient(patient).send(PUT);
                BareClient other = new BareClient(patient).get("/problems/stopping", "*/*")) {
            other.readUntil("</html>");
            long begin = System.nanoTime();
            patient.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(25));
            assertThat(half.readToEnd()).doesNotContain(" 200 ", " 201 ");
        }
    }
}
