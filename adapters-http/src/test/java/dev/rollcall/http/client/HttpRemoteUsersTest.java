package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.contract.RemoteUsersContract;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.CallListener;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RemoteUsers;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.http1.Peer;
import dev.rollcall.http.client.threads.FanOut;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpRemoteUsersTest implements RemoteUsersContract {
    private static final int SLOTS = 64;
    private static final RequestLimits LIMITS = new RequestLimits(SLOTS, 3, Duration.ofSeconds(20));

    private final ScriptedRemote remote = new ScriptedRemote();
    private final HttpRemoteUsers users =
            new HttpRemoteUsers(Upstream.of(new UriTemplate(remote.template())).with(LIMITS));

    @Override
    public RemoteUsers remoteUsers() {
        return users;
    }

    @Override
    public Remote remote() {
        return remote;
    }

    @AfterEach
    void close() {
        users.close();
        remote.close();
    }

    /** Two ids; the stream then blocks until it is released. */
    private static final class TwoIds implements Iterator<UserId> {
        private final CountDownLatch mayEnd = new CountDownLatch(1);
        private int given;

        @Override
        public boolean hasNext() {
            try {
                return given < 2 || !mayEnd.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public UserId next() {
            return new UserId(Integer.toString(given++));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT20S", "PT0.001S"})
    void answers_are_passed_on_while_the_next_id_is_still_to_come(Duration deadline) throws InterruptedException {
        var ids = new TwoIds();
        var listener = new CallListener() {
            private int told;

            @Override
            public void answered(Answer answer) {
                told++;
            }

            @Override
            public void settled() {
                if (told == 2) {
                    ids.mayEnd.countDown();
                }
            }
        };
        RollCall.Summary summary = users.call(ids, CallPolicy.DEFAULT.withDeadline(deadline), listener);
        assertThat(summary.counts().asked()).isEqualTo(2);
    }

    @Test
    void roll_calls_together_have_no_more_in_flight_than_the_remote_allows() throws InterruptedException {
        remote.holdUntilInFlight(SLOTS);
        List<Integer> callers = IntStream.range(0, 8).boxed().toList();
        List<Integer> present = FanOut.map(callers, callers.size(), caller -> present(caller * 50));
        assertThat(present).containsOnly(50);
        assertThat(remote.peak()).isEqualTo(SLOTS);
    }

    @Test
    void a_short_roll_call_is_not_stuck_behind_a_long_one() throws Exception {
        var limits = new RequestLimits(8, 3, Duration.ofSeconds(20));
        try (var client = new HttpRemoteUsers(
                Upstream.of(new UriTemplate(remote.template())).with(limits))) {
            var answered = new AtomicInteger();
            var some = new CountDownLatch(100);
            var longOne = new FutureTask<>(() -> client.call(Roster.first(0, 5000), PATIENT, answer -> {
                answered.incrementAndGet();
                some.countDown();
            }));
            Thread.ofVirtual().start(longOne);
            some.await();
            int before = answered.get();
            assertThat(client.call(Roster.first(10_000, 5), PATIENT).counts().present())
                    .isEqualTo(5);
            assertThat(answered.get() - before).isLessThan(2500);
            assertThat(longOne.get().counts().present()).isEqualTo(5000);
        }
    }

    private int present(int firstId) {
        try {
            return users.call(Roster.first(firstId, 50), PATIENT).counts().present();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_connection_that_the_remote_closed_meanwhile_is_no_failure() throws InterruptedException {
        List<Integer> present = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            present.add(users.call(Roster.first(0, 20), PATIENT).counts().present());
            remote.hangUpAll();
        }
        assertThat(present).containsOnly(20);
    }

    /** How a remote closes a keep-alive connection. */
    enum Farewell {
        /** Announced by {@code Connection: close}. */
        POLITE,
        /** Silently, after a response. */
        SILENT,
        /** Instead of answering a request. */
        SURPRISING
    }

    @ParameterizedTest
    @EnumSource
    void a_connection_that_ends_between_two_answers_makes_no_answer_wrong(Farewell farewell) throws Exception {
        try (var peer = new Peer().follow(visitor -> answerSome(visitor, farewell));
                var client = new HttpRemoteUsers(
                        Upstream.of(new UriTemplate("http://127.0.0.1:%s/users/{id}".formatted(peer.port())))
                                .with(new RequestLimits(SLOTS, 3, Duration.ofSeconds(20))))) {
            RollCall call = client.call(Roster.first(0, 5000), PATIENT);
            assertThat(call.answers().stream().filter(answer -> !answer.isProven()))
                    .isEmpty();
            assertThat(call.counts().present()).isEqualTo(5000 - 50);
            assertThat(peer.connections()).isGreaterThan(100);
        }
    }

    /** Answers up to seven requests on a connection, more on every fifth; ids that end in 99 are unknown. */
    private static void answerSome(Peer.Visitor visitor, Farewell farewell) throws IOException {
        int most = visitor.number() % 5 == 0 ? 50 : 1 + visitor.number() % 7;
        for (int count = 1; count <= most; count++) {
            String request = visitor.request();
            if (request == null) {
                return;
            }
            String id = request.substring("GET /users/".length(), request.indexOf(' ', 4));
            String body = "{\"id\":\"%s\",\"name\":\"x\"}".formatted(id);
            visitor.send("HTTP/1.1 %s⏎Content-Length: %s⏎%s⏎%s"
                    .formatted(
                            id.endsWith("99") ? "404 Not Found" : "200 OK",
                            body.length(),
                            farewell == Farewell.POLITE && count == most ? "Connection: close⏎" : "",
                            body));
        }
        if (farewell == Farewell.SURPRISING) {
            visitor.request();
        }
    }
}
