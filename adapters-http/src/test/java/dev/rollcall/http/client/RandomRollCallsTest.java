package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.Answer;
import dev.rollcall.domain.CallPolicy;
import dev.rollcall.domain.RemoteUsersContract.Behaviour;
import dev.rollcall.domain.RemoteUsersContract.Remote;
import dev.rollcall.domain.RollCall;
import dev.rollcall.domain.Roster;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.http1.Certificate;
import dev.rollcall.http.client.http1.Endpoint;
import dev.rollcall.http.client.threads.FanOut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Roll calls on a remote that does anything at random. Whatever it does, there is one answer for each id, in order, and each is one
 * that the remote's script allows.
 *
 * <p>How far the calls went over their deadlines is written to {@code target/random-roll-calls-….txt}.
 *
 * <p>{@code -Drollcall.random.calls=10000} makes more of them than a build does, {@code -Drollcall.random.seed=…} the same again.
 */
@Timeout(1200)
final class RandomRollCallsTest {
    private static final int CALLS = Integer.getInteger("rollcall.random.calls", 400);
    private static final long SEED = Long.getLong("rollcall.random.seed", System.nanoTime());
    private static final List<Behaviour> ALL = List.of(Behaviour.values());
    private static final int CALLERS = 16;
    /** An attempt may take so long that a busy machine is not taken for a silent remote. */
    private static final RequestLimits LIMITS = new RequestLimits(64, 3, Duration.ofSeconds(1));

    private ScriptedRemote remote = new ScriptedRemote();
    private HttpRemoteUsers users = users(remote);

    private final Queue<Duration> overshoots = new ConcurrentLinkedQueue<>();

    private static HttpRemoteUsers users(ScriptedRemote remote) {
        Upstream upstream = Upstream.of(new UriTemplate(remote.template())).with(LIMITS);
        return new HttpRemoteUsers(upstream, new Endpoint(upstream.uri().origin(), Certificate::context));
    }

    @AfterEach
    void close() {
        users.close();
        remote.close();
    }

    /** What the remote does for each id of a roster, and how the roll of it is called. */
    private record Script(
            Map<UserId, List<Behaviour>> behaviours, Roster roster, CallPolicy policy, int callers, long patience) {
        static Script random(int number) {
            var random = new Random(SEED + number);
            List<UserId> ids = IntStream.range(0, random.nextInt(12))
                    .mapToObj(i -> new UserId(number + "-" + i))
                    .toList();
            Map<UserId, List<Behaviour>> behaviours = new HashMap<>();
            ids.forEach(id -> behaviours.put(id, behaviours(random)));
            var deadline = Duration.ofMillis(random.nextInt(4) == 0 ? 50 + random.nextInt(300) : 10_000);
            int callers = random.nextInt(4) == 0 ? 2 : 1;
            long patience = random.nextInt(10) == 0 ? random.nextInt(200) : Long.MAX_VALUE;
            var policy = new CallPolicy(deadline, 1 + random.nextInt(16), random.nextInt(8) == 0);
            return new Script(behaviours, Roster.of(ids), policy, callers, patience);
        }

        private static List<Behaviour> behaviours(Random random) {
            List<Behaviour> inTurn = new ArrayList<>();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                Behaviour any = ALL.get(random.nextInt(ALL.size()));
                inTurn.add(random.nextInt(3) == 0 || any == Behaviour.KNOWS_BY_NUMBER ? Behaviour.KNOWS : any);
            }
            return inTurn;
        }

        /** Returns whether the remote does such a thing for the id; the id is asked again after whatever may be stray. */
        boolean leadsTo(UserId id, Predicate<Behaviour> wanted) {
            return behaviours.getOrDefault(id, List.of()).stream().anyMatch(wanted);
        }
    }

    @Test
    void every_answer_is_one_that_the_script_allows_and_nothing_is_left() throws Exception {
        check("plain");
    }

    @Test
    void nor_is_it_otherwise_with_tls() throws Exception {
        close();
        remote = new ScriptedRemote(Certificate.serverSocket());
        users = users(remote);
        check("tls");
    }

    private void check(String how) throws Exception {
        List<Integer> numbers = IntStream.range(0, CALLS).boxed().toList();
        List<RollCall> calls = FanOut.map(numbers, CALLERS, number -> check(Script.random(number))).stream()
                .flatMap(List::stream)
                .toList();
        remote.awaitIdle();
        List<Answer> answers =
                calls.stream().flatMap(call -> call.answers().stream()).toList();
        assertThat(answers).extracting(Answer::outcome).contains("present", "absent", "late", "failed");
        assertThat(answers.stream().filter(Answer::isProven).count()).isGreaterThan(answers.size() / 5);
        assertNothingIsLeft();
        report(how, calls);
    }

    /** No slot, no connection and no thread: but the one that closes what rests too long. */
    private void assertNothingIsLeft() throws InterruptedException {
        assertThat(users.stats().inFlight()).isZero();
        users.close();
        assertThat(users.stats().connections()).isZero();
        remote.awaitNoConnections();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("look-up") || name.startsWith("fan-out"));
    }

    /** Writes down by how much the calls overshot their deadlines. */
    private void report(String how, List<RollCall> calls) throws IOException {
        List<Duration> over = new ArrayList<>(overshoots);
        over.sort(Comparator.naturalOrder());
        assertThat(over).isNotEmpty();
        Duration p99 = over.get(over.size() * 99 / 100);
        Files.writeString(
                Path.of("target", "random-roll-calls-%s.txt".formatted(how)),
                "seed %d: %d roll calls, %d at their deadline; overshoot p99 %d ms, most %d ms%n"
                        .formatted(
                                SEED,
                                calls.size(),
                                over.size(),
                                p99.toMillis(),
                                over.getLast().toMillis()));
        assertThat(p99).isLessThan(Duration.ofSeconds(1));
    }

    private List<RollCall> check(Script script) {
        script.behaviours().forEach((id, inTurn) -> remote.on(id, inTurn.toArray(Behaviour[]::new)));
        List<Integer> callers = IntStream.range(0, script.callers()).boxed().toList();
        try {
            List<Optional<RollCall>> calls = FanOut.map(callers, script.callers(), caller -> call(script));
            calls.forEach(call -> call.ifPresent(it -> check(it, script)));
            return calls.stream().flatMap(Optional::stream).toList();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Calls the roll; empty if the patience came to its end first, and the caller was interrupted. */
    private Optional<RollCall> call(Script script) throws InterruptedException {
        Thread caller = Thread.currentThread();
        Thread clock = Thread.ofVirtual().unstarted(() -> {
            try {
                Thread.sleep(script.patience());
                caller.interrupt();
            } catch (InterruptedException inTime) {
                // there is nothing to interrupt any more
            }
        });
        if (script.patience() < Long.MAX_VALUE) {
            clock.start();
        }
        try {
            return Optional.of(users.call(script.roster(), script.policy()));
        } catch (InterruptedException e) {
            assertThat(script.patience()).isLessThan(Long.MAX_VALUE);
            return Optional.empty();
        } finally {
            clock.interrupt();
            clock.join();
            Thread.interrupted();
        }
    }

    private void check(RollCall call, Script script) {
        assertThat(call.answers())
                .extracting(Answer::id)
                .isEqualTo(script.roster().ids());
        for (Answer answer : call.answers()) {
            assertThat(isAllowed(answer, call, script))
                    .as(
                            "seed %d: %s after %s",
                            SEED, answer, script.behaviours().get(answer.id()))
                    .isTrue();
        }
        if (call.elapsed().compareTo(script.policy().deadline()) >= 0) {
            overshoots.add(call.elapsed().minus(script.policy().deadline()));
        }
    }

    private static boolean isAllowed(Answer answer, RollCall call, Script script) {
        return switch (answer) {
            case Answer.Late late -> call.elapsed().compareTo(script.policy().deadline()) >= 0;
            case Answer.Present present ->
                script.leadsTo(present.id(), RandomRollCallsTest::isKnown) && isThatUser(present);
            case Answer.Absent absent -> script.leadsTo(absent.id(), RandomRollCallsTest::isUnknown);
            case Answer.Failed failed ->
                failed.reason() == Answer.Reason.CIRCUIT_OPEN
                        // somebody else was told that all are to wait
                        || failed.detail().endsWith("not asked")
                        || script.leadsTo(failed.id(), behaviour -> !isKnown(behaviour) && !isUnknown(behaviour));
        };
    }

    private static boolean isThatUser(Answer.Present present) {
        User user = Remote.user(present.id());
        return present.user().name().equals(user.name())
                && (present.user().email().isEmpty() || present.user().equals(user));
    }

    private static boolean isKnown(Behaviour behaviour) {
        return switch (behaviour) {
            case KNOWS, KNOWS_BY_NUMBER, KNOWS_NO_EMAIL, COMPRESSES -> true;
            default -> false;
        };
    }

    private static boolean isUnknown(Behaviour behaviour) {
        return behaviour == Behaviour.KNOWS_NOT || behaviour == Behaviour.KNOWS_NO_LONGER;
    }
}
