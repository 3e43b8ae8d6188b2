package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.CallListener;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RemoteUsers;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of a remote that is silent: a roll call of the ids 0 and 1 waits, one of the id 0 waits until it may end. */
@Timeout(60)
final class ClientLeavesTest {
    private static final String FORM = "roster=count&count=2";

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final ServedSite site = new ServedSite(new Silent());
    private final Complaints complaints = new Complaints();

    @AfterEach
    void close() {
        complaints.close();
        site.close();
    }

    private final class Silent implements RemoteUsers {
        @Override
        public RollCall call(Roster roster, CallPolicy policy, CallListener listener) {
            await(roster.size() == 1 ? mayEnd : new CountDownLatch(1), listener);
            return new RollCall(roster, List.of(Answers.absent("0", Attempts.NONE)), Duration.ZERO);
        }

        @Override
        public RollCall.Summary call(Iterator<UserId> ids, CallPolicy policy, CallListener listener) {
            ids.next();
            Thread.ofVirtual().uncaughtExceptionHandler((t, e) -> {}).start(() -> ids.forEachRemaining(id -> {}));
            await(new CountDownLatch(1), listener);
            throw new AssertionError("never");
        }

        private void await(CountDownLatch end, CallListener listener) {
            begun.countDown();
            try {
                while (end.getCount() > 0) {
                    listener.waiting();
                    LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
                }
            } catch (RuntimeException e) {
                cancelled.countDown();
                throw e;
            }
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/roll-calls?count=2, application/json",
        "/api/roll-calls?count=2&format=csv, text/csv",
        "/api/roll-calls?count=2, application/x-ndjson",
        "/api/roll-calls?count=2, text/event-stream",
        "/users?count=2, text/html",
    })
    void a_roll_call_is_cancelled_when_its_client_leaves_and_nobody_complains(String path, String accept)
            throws Exception {
        BareClient client = new BareClient(site).get(path, accept);
        await(begun);
        client.close();
        await(cancelled);
        site.close();
        assertThat(complaints.messages()).isEmpty();
    }

    @Test
    void so_is_one_that_is_shown_live() throws Exception {
        try (var client = new BareClient(site)) {
            client.send("POST /users HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\nContent-Type:"
                    + " application/x-www-form-urlencoded\r\nContent-Length: %s\r\n\r\n%s"
                            .formatted(FORM.length(), FORM));
            await(begun);
        }
        await(cancelled);
        site.close();
        assertThat(complaints.messages()).isEmpty();
    }

    @Test
    void so_is_one_whose_ids_stream_in() throws Exception {
        try (var client = new BareClient(site)) {
            client.post("/api/roll-calls?deadline=PT30S", "application/x-ndjson")
                    .chunk("1\n");
            await(begun);
        }
        await(cancelled);
        site.close();
        assertThat(complaints.messages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HT",
                "GET / HTTP/1.1\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nAcc",
                "PUT /api/users/1 HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{",
                "POST /api/imports HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nid",
            })
    void nobody_complains_about_one_that_leaves_in_the_middle_of_its_request(String begin) {
        try (var client = new BareClient(site)) {
            client.send(begin).endOutput();
            assertThat(client.readToEnd()).doesNotContain("HTTP/1.1 5");
        }
        site.close();
        assertThat(complaints.messages()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PUT /api/users/1, application/json, {",
        "POST /api/imports, text/csv, id",
        "POST /api/imports?mode=each, application/x-ndjson, {",
        "POST /add, application/x-www-form-urlencoded, id=",
        "POST /import, multipart/form-data; boundary=x, --x",
        "POST /api/roll-calls, application/x-ndjson, 1"
    })
    void nobody_complains_about_one_that_resets_its_upload(String request, String type, String begin) {
        for (int i = 0; i < 5; i++) {
            new BareClient(site)
                    .send("%s HTTP/1.1\r\nHost: a\r\nContent-Type: %s\r\nContent-Length: 100\r\n\r\n%s"
                            .formatted(request, type, begin))
                    .reset();
        }
        site.get("/problems/bad-body"); // so that all those connections were accepted
        site.close();
        assertThat(complaints.messages()).isEmpty();
    }

    @Test
    void a_client_that_ends_its_output_has_left() throws Exception {
        try (var client = new BareClient(site).get("/api/roll-calls?count=2", "application/json")) {
            await(begun);
            client.endOutput();
            await(cancelled);
        }
    }

    @Test
    void a_client_that_stays_is_answered_and_so_is_what_it_sent_meanwhile() throws Exception {
        try (var client = new BareClient(site).get("/api/roll-calls?count=1", "application/json")) {
            await(begun);
            client.get("/problems/bad-body", "*/*");
            mayEnd.countDown();
            assertThat(client.readUntil("}]}")).contains("\"absent\":1");
            assertThat(client.readUntil("</html>")).contains("200 OK");
            client.get("/problems/bad-id", "*/*");
            assertThat(client.readUntil("</html>")).contains("200 OK");
        }
    }

    @Test
    void a_connection_that_was_looked_at_serves_the_next_request() throws Exception {
        try (var client = new BareClient(site).get("/api/roll-calls?count=1", "application/json")) {
            await(begun);
            mayEnd.countDown();
            client.readUntil("}]}");
            client.get("/problems/bad-body", "*/*");
            assertThat(client.readUntil("</html>")).contains("200 OK");
        }
    }
}
