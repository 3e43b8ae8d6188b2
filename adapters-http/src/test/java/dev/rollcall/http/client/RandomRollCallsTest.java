package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.Answer;
import dev.rollcall.domain.CallPolicy;
import dev.rollcall.domain.RemoteUsersContract.Behaviour;
import dev.rollcall.domain.RemoteUsersContract.Remote;
import dev.rollcall.domain.RollCall;
import dev.rollcall.domain.Roster;
import dev.rollcall.domain.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Roll calls on a remote that does anything at random. Whatever it does, there is one answer for each id, in order, and each is one
 * that the remote's script allows.
 *
 * <p>{@code -Drollcall.random.calls=10000} makes more of them than a build does, {@code -Drollcall.random.seed=…} the same again.
 */
@Timeout(1200)
final class RandomRollCallsTest {
    private static final int CALLS = Integer.getInteger("rollcall.random.calls", 400);
    private static final long SEED = Long.getLong("rollcall.random.seed", System.nanoTime());
    private static final List<Behaviour> ALL = List.of(Behaviour.values());
    private static final int CALLERS = 8;
    private static final RequestLimits LIMITS = new RequestLimits(64, 3, Duration.ofMillis(200));

    private final ScriptedRemote remote = new ScriptedRemote();
    private final HttpRemoteUsers users =
            new HttpRemoteUsers(Upstream.of(new UriTemplate(remote.template())).with(LIMITS));

    @AfterEach
    void close() {
        users.close();
        remote.close();
    }

    /** A roll call and what the remote does for each of its ids. */
    private record Script(Map<UserId, List<Behaviour>> behaviours, Roster roster, CallPolicy policy) {
        static Script random(int number) {
            var random = new Random(SEED + number);
            List<UserId> ids = IntStream.range(0, random.nextInt(12))
                    .mapToObj(i -> new UserId(number + "-" + i))
                    .toList();
            Map<UserId, List<Behaviour>> behaviours = new HashMap<>();
            ids.forEach(id -> behaviours.put(id, behaviours(random)));
            var deadline = Duration.ofMillis(random.nextInt(4) == 0 ? 50 + random.nextInt(300) : 10_000);
            return new Script(behaviours, Roster.of(ids), new CallPolicy(deadline, 1 + random.nextInt(16)));
        }

        private static List<Behaviour> behaviours(Random random) {
            List<Behaviour> inTurn = new ArrayList<>();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                Behaviour any = ALL.get(random.nextInt(ALL.size()));
                inTurn.add(random.nextInt(3) == 0 || any == Behaviour.KNOWS_BY_NUMBER ? Behaviour.KNOWS : any);
            }
            return inTurn;
        }
    }

    @Test
    void every_answer_is_one_that_the_script_allows() throws InterruptedException {
        List<Integer> numbers = IntStream.range(0, CALLS).boxed().toList();
        List<RollCall> calls = FanOut.map(numbers, CALLERS, number -> check(Script.random(number)));
        remote.awaitIdle();
        List<Answer> answers =
                calls.stream().flatMap(call -> call.answers().stream()).toList();
        assertThat(answers).extracting(Answer::outcome).contains("present", "absent", "late", "failed");
        assertThat(answers.stream().filter(Answer::isProven).count()).isGreaterThan(answers.size() / 5);
    }

    private RollCall check(Script script) {
        script.behaviours().forEach((id, inTurn) -> remote.on(id, inTurn.toArray(Behaviour[]::new)));
        try {
            RollCall call = users.call(script.roster(), script.policy());
            assertThat(call.answers())
                    .extracting(Answer::id)
                    .isEqualTo(script.roster().ids());
            for (Answer answer : call.answers()) {
                List<Behaviour> inTurn = script.behaviours().getOrDefault(answer.id(), List.of());
                assertThat(isAllowed(answer, inTurn, call, script.policy()))
                        .as("seed %d: %s after %s", SEED, answer, inTurn)
                        .isTrue();
            }
            return call;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isAllowed(Answer answer, List<Behaviour> inTurn, RollCall call, CallPolicy policy) {
        return switch (answer) {
            case Answer.Late late -> call.elapsed().compareTo(policy.deadline()) >= 0;
            case Answer.Present present -> isReached(inTurn, RandomRollCallsTest::isKnown) && isThatUser(present);
            case Answer.Absent absent -> isReached(inTurn, RandomRollCallsTest::isUnknown);
            case Answer.Failed failed ->
                failed.reason() == Answer.Reason.CIRCUIT_OPEN
                        || isReached(inTurn, behaviour -> !isKnown(behaviour) && !isUnknown(behaviour));
        };
    }

    private static boolean isThatUser(Answer.Present present) {
        return present.user().name().isEmpty() || present.user().equals(Remote.user(present.id()));
    }

    /** Returns whether such a behaviour comes before any that ends the asking otherwise. */
    private static boolean isReached(List<Behaviour> inTurn, Predicate<Behaviour> wanted) {
        for (Behaviour behaviour : inTurn) {
            if (wanted.test(behaviour)) {
                return true;
            }
            if (!mayPass(behaviour)) {
                return false;
            }
        }
        return false;
    }

    private static boolean isKnown(Behaviour behaviour) {
        return switch (behaviour) {
            case KNOWS, KNOWS_BY_NUMBER, KNOWS_ONLY_THE_ID -> true;
            default -> false;
        };
    }

    private static boolean isUnknown(Behaviour behaviour) {
        return behaviour == Behaviour.KNOWS_NOT || behaviour == Behaviour.KNOWS_NO_LONGER;
    }

    private static boolean mayPass(Behaviour behaviour) {
        return switch (behaviour) {
            case IS_BUSY, ASKS_FOR_A_SECOND, ASKS_FOR_AN_HOUR, HANGS_UP, RESETS, BREAKS_OFF, IS_SILENT, STALLS, DRIPS ->
                true;
            default -> false;
        };
    }
}
