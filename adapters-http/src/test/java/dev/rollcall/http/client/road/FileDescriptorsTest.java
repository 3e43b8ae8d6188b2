package dev.rollcall.http.client.road;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.client.HttpRemoteUsers;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.http1.Peer;
import io.burt.jmespath.jcf.JcfRuntime;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Roll calls in a process with few file descriptors. */
@Timeout(120)
final class FileDescriptorsTest {
    private static final int DESCRIPTORS = 64;

    @TempDir
    private Path folder;

    @Test
    void whoever_gets_no_connection_says_so_and_nobody_is_absent() throws Exception {
        try (var peer = new Peer().follow(Roll::knowEverybody)) {
            Forked.End end = Forked.run(command(peer.port()));
            assertThat(end.code()).as(end::toString).isZero();
            List<String> said =
                    end.said().stream().filter(line -> line.contains("Counts")).toList();
            assertThat(said)
                    .hasSize(2 + Caller.MOST_FREE)
                    .allSatisfy(line -> assertThat(line).contains("absent=0, late=0,"))
                    .allMatch(line ->
                            line.contains("failed=0]") || line.contains("[this process has too many files open"));
            assertThat(said.getFirst()).contains("present=%s,".formatted(Caller.MANY));
            assertThat(said.get(1)).contains("failed=%s]".formatted(Caller.FEW));
            assertThat(said.getLast()).contains("present=%s,".formatted(Caller.MANY));
        }
    }

    /** The shell sets the limit, which the process can't raise. */
    private List<String> command(int port) throws URISyntaxException {
        String classPath = Forked.packed(
                folder, HttpRemoteUsers.class, UserId.class, Peer.class, JsonFactory.class, JcfRuntime.class);
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", "ulimit -n %s; exec \"$@\"".formatted(DESCRIPTORS), "sh"));
        command.addAll(Forked.command(List.of(), classPath, Caller.class, Integer.toString(port)));
        return command;
    }

    /** The process: it calls the roll with what descriptors it can have, then with fewer, none, and all again. */
    static final class Caller {
        private static final int MANY = 1000;
        private static final int FEW = 20;
        /** How many descriptors are left free at most. */
        private static final int MOST_FREE = 12;

        private static final CallPolicy POLICY = new CallPolicy(Duration.ofSeconds(10), 256);
        private static final RequestLimits LIMITS = new RequestLimits(256, 3, Duration.ofSeconds(10));

        private final Upstream upstream;
        private final Deque<InputStream> hogs = new ArrayDeque<>();

        private Caller(String port) {
            this.upstream = Upstream.of(new UriTemplate("http://127.0.0.1:%s/users/{id}".formatted(port)))
                    .with(LIMITS);
        }

        public static void main(String[] arguments) throws Exception {
            new Caller(arguments[0]).run();
        }

        private void run() throws Exception {
            call("all free", MANY);
            takeAll();
            for (int free = 0; free < MOST_FREE; free++) {
                call(free + " free", FEW);
                hogs.remove().close();
            }
            for (InputStream hog : hogs) {
                hog.close();
            }
            call("all free", MANY);
        }

        private void takeAll() {
            try {
                while (true) {
                    hogs.add(new FileInputStream("/dev/null"));
                }
            } catch (IOException none) {
                // that was the last free one
            }
        }

        /** Prints how many answers of each kind there were, and why some failed. */
        private void call(String when, int ids) throws InterruptedException {
            try (var users = new HttpRemoteUsers(upstream)) {
                RollCall call = users.call(Roster.first(0, ids), POLICY);
                var details = new TreeSet<String>();
                for (Answer answer : call.answers()) {
                    if (answer instanceof Answer.Failed failed) {
                        details.add(failed.detail());
                    }
                }
                System.out.println(when + ": " + call.counts() + " " + details);
            }
        }
    }
}
