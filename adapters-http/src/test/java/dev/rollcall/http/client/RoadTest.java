package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.client.api.Credentials;
import dev.rollcall.http.client.api.Proofs;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.http1.Peer;
import dev.rollcall.http.client.mapping.FieldMapping;
import dev.rollcall.http.client.threads.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What remotes do in production: outages, quotas, rejected credentials, proxies that answer in their place. */
@Timeout(120)
final class RoadTest {
    private static final CallPolicy PATIENT = new CallPolicy(Duration.ofSeconds(30), 64);
    private static final RequestLimits LIMITS = new RequestLimits(256, 3, Duration.ofSeconds(20));

    private final Peer peer = new Peer();
    private HttpRemoteUsers users = users(Proofs.DEFAULT, Credentials.NONE);

    private HttpRemoteUsers users(Proofs proofs, Credentials credentials) {
        return new HttpRemoteUsers(new Upstream(
                new UriTemplate("http://127.0.0.1:%s/users/{id}".formatted(peer.port())),
                FieldMapping.DEFAULT,
                LIMITS,
                credentials,
                proofs));
    }

    @AfterEach
    void close() throws IOException {
        users.close();
        peer.close();
    }

    /** Answers a request for an id. */
    @FunctionalInterface
    private interface Answering {
        void answer(String id, Peer.Visitor visitor) throws IOException, InterruptedException;
    }

    private void answering(Answering answering) {
        peer.follow(visitor -> {
            for (String request = visitor.request(); request != null; request = visitor.request()) {
                answering.answer(request.substring("GET /users/".length(), request.indexOf(' ', 4)), visitor);
            }
        });
    }

    private static void knows(String id, Peer.Visitor visitor) throws IOException {
        respond(visitor, "200 OK", "{\"id\":\"%s\",\"name\":\"Name of %1$s\"}".formatted(id));
    }

    private static void respond(Peer.Visitor visitor, String status, String body) throws IOException {
        visitor.send("HTTP/1.1 %s⏎Content-Type: application/json⏎Content-Length: %s⏎⏎%s"
                .formatted(status, body.length(), body));
    }

    private static void assertAllPresent(RollCall call) {
        assertThat(call.answers().stream().filter(answer -> !(answer instanceof Answer.Present)))
                .isEmpty();
    }

    // -- outages

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20, 64, 120})
    void each_id_fails_once_and_all_are_present(int count) throws Exception {
        Set<String> failed = ConcurrentHashMap.newKeySet();
        answering((id, visitor) -> {
            if (failed.add(id)) {
                respond(visitor, "503 Service Unavailable", "{}");
            } else {
                knows(id, visitor);
            }
        });
        assertAllPresent(users.call(Roster.first(0, count), PATIENT));
        assertThat(users.stats().isCircuitOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1000})
    void a_remote_that_is_down_until_it_is_probed_fails_nobody(int before) throws Exception {
        var up = new AtomicBoolean();
        answering((id, visitor) -> {
            if (users.stats().isCircuitOpen()) {
                up.set(true);
            }
            if (up.get() || Integer.parseInt(id) < before) {
                knows(id, visitor);
            } else {
                respond(visitor, "503 Service Unavailable", "{}");
            }
        });
        assertAllPresent(users.call(Roster.first(0, 2000), PATIENT));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20})
    void a_few_ids_outlive_a_short_outage_too(int count) throws Exception {
        var requests = new AtomicInteger();
        answering((id, visitor) -> {
            if (requests.incrementAndGet() <= 2 * count) {
                respond(visitor, "503 Service Unavailable", "{}");
            } else {
                knows(id, visitor);
            }
        });
        assertAllPresent(users.call(Roster.first(0, count), PATIENT));
    }

    @Test
    void the_first_roll_call_after_an_outage_succeeds() throws Exception {
        var down = new AtomicBoolean(true);
        answering((id, visitor) -> {
            if (down.get()) {
                respond(visitor, "503 Service Unavailable", "{}");
            } else {
                knows(id, visitor);
            }
        });
        RollCall during = users.call(Roster.first(0, 100), PATIENT);
        assertThat(during.counts().failed()).isEqualTo(100);
        assertThat(users.stats().isCircuitOpen()).isTrue();
        down.set(false);
        assertAllPresent(users.call(Roster.first(0, 100), PATIENT));
    }

    @Test
    void whoever_has_no_time_for_the_probe_is_told_that_the_circuit_is_open() throws Exception {
        answering((id, visitor) -> respond(visitor, "503 Service Unavailable", "{}"));
        users.call(Roster.first(0, 100), PATIENT);
        RollCall hasty = users.call(Roster.first(0, 10), PATIENT.withDeadline(Duration.ofMillis(100)));
        assertThat(hasty.answers())
                .allSatisfy(answer -> assertThat(answer)
                        .isInstanceOfSatisfying(
                                Answer.Failed.class,
                                failed -> assertThat(failed.reason()).isEqualTo(Reason.CIRCUIT_OPEN)));
    }

    @Test
    void a_network_that_cannot_be_reached_from_here_fails_all_within_their_deadline() throws Exception {
        // no connection may be made to a broadcast address: the system says so as soon as it is asked
        try (var nowhere = new HttpRemoteUsers(Upstream.of(new UriTemplate("http://255.255.255.255/users/{id}"))
                .with(LIMITS))) {
            RollCall call = nowhere.call(Roster.first(0, 100), PATIENT);
            assertThat(call.counts().failed()).isEqualTo(100);
            assertThat(call.answers().getFirst().explanation()).contains("network unreachable");
            assertThat(call.elapsed()).isLessThan(Duration.ofSeconds(20));
        }
    }

    // -- quotas and credentials

    @Test
    void a_quota_is_waited_for_by_everybody() throws Exception {
        var quota = new AtomicInteger(20);
        var until = new long[] {0};
        answering((id, visitor) -> {
            synchronized (quota) {
                if (System.nanoTime() - until[0] > 0) {
                    until[0] = System.nanoTime() + Duration.ofSeconds(1).toNanos();
                    quota.set(20);
                }
            }
            if (quota.getAndDecrement() > 0) {
                knows(id, visitor);
            } else {
                respond(visitor, "429 Too Many Requests⏎Retry-After: 1", "{}");
            }
        });
        until[0] = System.nanoTime();
        assertAllPresent(users.call(Roster.first(0, 120), PATIENT));
        assertThat(users.stats().isCircuitOpen()).isFalse();
    }

    @Test
    void a_wait_that_is_too_long_is_told_at_once_and_nobody_asks_on() throws Exception {
        answering((id, visitor) -> respond(visitor, "429 Too Many Requests⏎Retry-After: 3600", "{}"));
        RollCall first = users.call(Roster.first(0, 10), PATIENT);
        assertThat(first.counts().failed()).isEqualTo(10);
        int requests = peer.requests();
        RollCall second = users.call(Roster.first(0, 10), PATIENT);
        assertThat(second.answers())
                .allSatisfy(answer -> assertThat(answer.explanation())
                        .startsWith("status: 429")
                        .endsWith("not asked"));
        assertThat(peer.requests()).isEqualTo(requests);
        assertThat(second.elapsed()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void refused_credentials_are_not_tried_for_every_id() throws Exception {
        users.close();
        users = users(Proofs.DEFAULT, new Credentials.Token("worn-out"));
        var accepts = new AtomicBoolean();
        answering((id, visitor) -> {
            if (accepts.get()) {
                knows(id, visitor);
            } else {
                respond(visitor, "401 Unauthorized", "{}");
            }
        });
        RollCall call = users.call(Roster.first(0, 200), PATIENT);
        assertThat(call.counts().failed()).isEqualTo(200);
        assertThat(peer.requests()).isLessThanOrEqualTo(6);
        users.call(Roster.first(0, 200), PATIENT);
        assertThat(peer.requests()).isLessThanOrEqualTo(7);
        accepts.set(true);
        assertAllPresent(users.call(Roster.first(0, 200), PATIENT));
    }

    // -- whose 404 it is

    private static void knowsNobodyBut(String canary, String id, Peer.Visitor visitor) throws IOException {
        if (id.equals(canary)) {
            knows(id, visitor);
        } else {
            respond(visitor, "404 Not Found", "{}");
        }
    }

    @Test
    void absences_are_believed_if_the_canary_is_present() throws Exception {
        users.close();
        users = users(Proofs.DEFAULT.withCanary(new UserId("canary")), Credentials.NONE);
        answering((id, visitor) -> knowsNobodyBut("canary", id, visitor));
        RollCall call = users.call(Roster.first(0, 200), PATIENT);
        assertThat(call.counts().absent()).isEqualTo(200);
        assertThat(call.warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"404 Not Found", "500 Internal Server Error", "401 Unauthorized"})
    void absences_are_unconfirmed_if_the_canary_is_anything_else(String status) throws Exception {
        users.close();
        users = users(Proofs.DEFAULT.withCanary(new UserId("canary")), Credentials.NONE);
        answering((id, visitor) -> respond(visitor, id.equals("canary") ? status : "404 Not Found", "{}"));
        assertUnconfirmed(users.call(Roster.first(0, 200), PATIENT), "canary");
    }

    @Test
    void absences_are_unconfirmed_if_the_canary_is_late() throws Exception {
        users.close();
        users = users(Proofs.DEFAULT.withCanary(new UserId("canary")), Credentials.NONE);
        answering((id, visitor) -> {
            if (id.equals("canary")) {
                visitor.awaitGone();
            } else {
                respond(visitor, "404 Not Found", "{}");
            }
        });
        RollCall call = users.call(Roster.first(0, 20), PATIENT.withDeadline(Duration.ofSeconds(2)));
        assertUnconfirmed(call, "canary");
    }

    @Test
    void presences_are_unconfirmed_if_somebody_is_present_who_must_not_exist() throws Exception {
        users.close();
        users = users(Proofs.DEFAULT.withAbsentCanary(new UserId("nobody")), Credentials.NONE);
        answering(RoadTest::knows);
        assertUnconfirmed(users.call(Roster.first(0, 20), PATIENT), "nobody");
    }

    private static void assertUnconfirmed(RollCall call, String why) {
        assertThat(call.answers())
                .allSatisfy(answer -> assertThat(answer).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
                    assertThat(failed.reason()).isEqualTo(Reason.UNCONFIRMED);
                    assertThat(failed.detail()).contains(why);
                }));
    }

    @Test
    void a_canary_is_never_shared_from_before_the_absence() throws Exception {
        users.close();
        users = users(Proofs.DEFAULT.withCanary(new UserId("canary")), Credentials.NONE);
        Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
        answering((id, visitor) -> {
            asked.computeIfAbsent(id, first -> new AtomicInteger()).incrementAndGet();
            knowsNobodyBut("canary", id, visitor);
        });
        users.call(Roster.of(List.of(new UserId("canary"), new UserId("gone"))), PATIENT);
        assertThat(asked.get("canary")).hasValue(2);
    }

    @Test
    void nobody_believes_an_id_with_a_slash_absent_unless_a_canary_with_one_is_present() throws Exception {
        answering((id, visitor) -> knowsNobodyBut("dept/1", id.replace("%2F", "/"), visitor));
        var roster = Roster.of(List.of(new UserId("dept/7")));
        assertUnconfirmed(users.call(roster, PATIENT), "%2F");
        users.close();
        users = users(Proofs.DEFAULT.withCanary(new UserId("dept/1")), Credentials.NONE);
        assertThat(users.call(roster, PATIENT).counts().absent()).isEqualTo(1);
    }

    @Test
    void many_absences_and_nothing_else_are_worth_a_warning_without_a_canary() throws Exception {
        answering((id, visitor) -> knowsNobodyBut("11", id, visitor));
        assertThat(users.call(Roster.first(0, 10), PATIENT).warnings())
                .singleElement()
                .asString()
                .contains("remote.canary");
        assertThat(users.call(Roster.first(0, 9), PATIENT).warnings()).isEmpty();
        assertThat(users.call(Roster.first(0, 12), PATIENT).warnings())
                .noneMatch(warning -> warning.contains("remote.canary"));
    }

    @Test
    void a_field_that_nobody_has_is_worth_a_warning() throws Exception {
        answering((id, visitor) -> knowsNobodyBut("11", id, visitor));
        assertThat(users.call(Roster.first(11, 1), PATIENT).warnings())
                .containsExactly("No answer has a value for email: check remote.fields.email, which is /email,"
                        + " or set it empty if the remote has no such field.");
    }

    // -- stray bytes

    @Test
    void a_stray_response_is_nobodys() throws Exception {
        answering((id, visitor) -> {
            knows(id, visitor);
            int number = Integer.parseInt(id);
            if (number % 7 == 0) {
                // a little late, as on the road: 0 to 3 ms, or a bit more on a busy machine
                long began = System.nanoTime();
                Thread.sleep(number % 3, number * 37 % 1_000_000);
                if (System.nanoTime() - began < Duration.ofMillis(30).toNanos()) {
                    visitor.send("HTTP/1.1 404 Not Found⏎Content-Length: 0⏎⏎");
                }
            }
        });
        RollCall call = users.call(Roster.first(0, 3000), PATIENT);
        assertThat(call.counts().absent()).isZero();
        assertAllPresent(call);
    }

    // -- slow listeners

    @Test
    void a_listener_that_blocks_holds_neither_slots_nor_others_up() throws Exception {
        answering(RoadTest::knows);
        var blocked = new CountDownLatch(LIMITS.concurrency());
        var goOn = new CountDownLatch(1);
        List<Worker<RollCall>> slow = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            slow.add(Worker.start(
                    "slow",
                    () -> users.call(Roster.first(0, 1000), PATIENT, answer -> {
                        blocked.countDown();
                        await(goOn);
                    })));
        }
        RollCall other = users.call(Roster.first(0, 200), PATIENT);
        assertAllPresent(other);
        while (users.stats().inFlight() > 0) {
            Thread.onSpinWait();
        }
        goOn.countDown();
        for (Worker<RollCall> worker : slow) {
            assertAllPresent(worker.join());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void the_deadline_of_a_listener_that_blocks_ends_its_roll_call_all_the_same() throws Exception {
        answering(RoadTest::knows);
        var policy = new CallPolicy(Duration.ofSeconds(1), 4);
        var goOn = new CountDownLatch(1);
        List<Answer> told = new ArrayList<>();
        try (var worker = Worker.start(
                "slow",
                () -> users.call(Roster.first(0, 100), policy, answer -> {
                    await(goOn);
                    told.add(answer);
                }))) {
            while (users.stats().late() == 0 || users.stats().inFlight() > 0) {
                Thread.onSpinWait();
            }
            goOn.countDown();
            RollCall call = worker.join();
            assertThat(call.counts().late()).isBetween(80, 99);
            assertThat(told).hasSize(100);
        }
    }

    // -- sharing

    @Test
    void as_many_long_roll_calls_as_slots_leave_a_turn_for_the_next() throws Exception {
        answering(RoadTest::knows);
        var limits = new RequestLimits(4, 3, Duration.ofSeconds(20), false);
        try (var few = new HttpRemoteUsers(
                Upstream.of(new UriTemplate("http://127.0.0.1:%s/users/{id}".formatted(peer.port())))
                        .with(limits))) {
            List<Worker<RollCall>> longOnes = IntStream.range(0, 8)
                    .mapToObj(i -> Worker.start(
                            "long",
                            () -> few.call(Roster.first(0, 1_000_000), PATIENT.withDeadline(Duration.ofMinutes(2)))))
                    .toList();
            assertAllPresent(few.call(Roster.first(0, 5), PATIENT));
            longOnes.forEach(Worker::close);
        }
    }

    // -- ids that stream in

    @Test
    void an_id_is_asked_when_it_comes() throws Exception {
        answering(RoadTest::knows);
        var told = new CountDownLatch(2);
        var ids = new PausedIds(List.of(new UserId("1"), new UserId("2"), new UserId("2")), told);
        List<UserId> answered = new ArrayList<>();
        RollCall.Summary summary = users.call(ids, PATIENT, answer -> {
            answered.add(answer.id());
            told.countDown();
        });
        assertThat(answered).extracting(UserId::value).containsExactly("1", "2", "2");
        assertThat(summary.counts().present()).isEqualTo(3);
    }

    @Test
    void ids_that_stream_in_are_answered_in_their_order_and_late_behind_the_deadline() throws Exception {
        answering((id, visitor) -> {
            if (id.equals("3")) {
                visitor.awaitGone();
            } else {
                knows(id, visitor);
            }
        });
        List<String> told = new ArrayList<>();
        var policy = new CallPolicy(Duration.ofSeconds(1), 4);
        RollCall.Summary summary = users.call(
                Roster.first(0, 500).ids().iterator(),
                policy,
                answer -> told.add(answer.id().value()));
        assertThat(told)
                .isEqualTo(IntStream.range(0, 500).mapToObj(Integer::toString).toList());
        assertThat(summary.counts().asked()).isEqualTo(500);
        assertThat(summary.counts().present()).isBetween(3, 70);
        assertThat(peer.requests()).isLessThan(80);
    }
}
