package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.http.client.RandomGroup.Reach;
import dev.rollcall.http.client.http1.Certificate;
import dev.rollcall.http.client.http1.Peer;
import dev.rollcall.http.client.threads.FanOut;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Roll calls on remotes that do anything at random: they answer in every way there is, send stray bytes behind their answers, ask to be
 * left alone, or have an address that is silent; and whoever calls may be slow, stuck or impatient. Whatever happens, there is one answer
 * for each id, in order, and what the remote served explains it. At the end nothing is left.
 *
 * <p>The results are written to {@code target/random-roll-calls-….txt}.
 *
 * <p>{@code -Drollcall.random.calls=10000} makes more of them than a build does, {@code -Drollcall.random.seed=…} the same again.
 */
@Timeout(1200)
final class RandomRollCallsTest {
    private static final int CALLS = Integer.getInteger("rollcall.random.calls", 400);
    private static final long SEED = Long.getLong("rollcall.random.seed", System.nanoTime());
    private static final int CALLS_OF_GROUP = 25;
    private static final int MOST_GROUPS_AT_ONCE = 32;
    /** What the platform may open for itself meanwhile. */
    private static final int OTHER_FILES = 20;

    private final RandomResults findings = new RandomResults();

    @Test
    void every_answer_is_explained_by_what_was_served_and_nothing_is_left() throws Exception {
        check("plain", Peer::loopback);
    }

    @Test
    void nor_is_it_otherwise_with_tls() throws Exception {
        check("tls", Certificate::serverSocket);
    }

    private void check(String how, Supplier<ServerSocket> servers) throws Exception {
        System.out.printf("random roll calls, %s: -Drollcall.random.seed=%s%n", how, SEED);
        Holdings before = Holdings.now();
        long began = System.nanoTime();
        List<Integer> groups = IntStream.range(0, (CALLS + CALLS_OF_GROUP - 1) / CALLS_OF_GROUP)
                .boxed()
                .toList();
        // starting all at once would overload a process that has just started
        int atOnce = Math.clamp(groups.size() / 2, 1, MOST_GROUPS_AT_ONCE);
        FanOut.map(groups, atOnce, group -> call(group, servers.get()));
        report(how, (System.nanoTime() - began) / 1_000_000_000);
        findings.check();
        assertNothingIsLeft(before);
    }

    private int call(int group, ServerSocket server) throws IOException, InterruptedException {
        Reach reach = switch (group % 8) {
            case 3 -> Reach.BY_NAME;
            case 7 -> Reach.BY_ADDRESS;
            default -> Reach.AT_ONCE;
        };
        try (var callers = new RandomGroup(server, reach, findings)) {
            callers.call(IntStream.range(0, CALLS_OF_GROUP)
                    .mapToObj(i -> RandomScript.of(SEED, group * CALLS_OF_GROUP + i))
                    .toList());
            callers.assertNothingIsLeft();
        }
        return group;
    }

    /** No thread, no file and no socket. */
    private static void assertNothingIsLeft(Holdings before) throws IOException {
        Holdings after = Holdings.now();
        assertThat(after.threads())
                .contains("main")
                .noneMatch(name -> name.matches("roll-call|ids|clock|look-up.*|fan-out.*"));
        assertThat(after.files()).isLessThanOrEqualTo(before.files() + OTHER_FILES);
    }

    private void report(String how, long seconds) throws IOException {
        Path folder = Files.createDirectories(Path.of("target"));
        Files.writeString(
                folder.resolve("random-roll-calls-%s.txt".formatted(how)),
                "seed %s: %s roll calls in %s s: %s%n".formatted(SEED, CALLS, seconds, findings));
    }
}
