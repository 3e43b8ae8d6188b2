package dev.rollcall.http.client.road;

import static dev.rollcall.http.client.road.Roll.LIMITS;
import static dev.rollcall.http.client.road.Roll.assertAllPresent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.client.HttpRemoteUsers;
import dev.rollcall.http.client.road.Nginx.Request;
import dev.rollcall.http.client.road.Nginx.Setup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections after the first few resume a TLS session, which costs both sides much less. */
@RealServerTest
final class SessionResumptionTest {
    private static final CallPolicy POLICY = new CallPolicy(Duration.ofSeconds(30), 4);

    /** The first connections, which have no session to resume. */
    private static final int COLD = 16;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void sessions_are_resumed(String version) throws Exception {
        var setup = Setup.of(true, "ssl_protocols %s; keepalive_requests 3;".formatted(version));
        try (Nginx nginx = Nginx.start(folder, 600, setup);
                HttpRemoteUsers users = nginx.users(LIMITS)) {
            assertAllPresent(users.call(Roster.first(0, 600), POLICY));
            assertAllPresent(users.call(Roster.first(0, 600), POLICY));
            List<Boolean> later = resumed(nginx).stream().skip(COLD).toList();
            assertThat(later).hasSizeGreaterThan(200);
            // sometimes all tickets are in use when one is needed
            assertThat(later.stream().filter(resumed -> !resumed)).hasSizeLessThan(later.size() / 10);
        }
    }

    /** Returns for each connection whether it resumed a session, ordered by its first response. */
    private static List<Boolean> resumed(Nginx nginx) throws IOException {
        Set<String> seen = new HashSet<>();
        List<Boolean> resumed = new ArrayList<>();
        for (Request request : nginx.requests()) {
            if (seen.add(request.connection())) {
                resumed.add(request.resumed());
            }
        }
        return resumed;
    }
}
