package dev.rollcall.http.client.road;

import static dev.rollcall.http.client.road.Roll.LIMITS;
import static dev.rollcall.http.client.road.Roll.PATIENT;
import static dev.rollcall.http.client.road.Roll.assertAllFailed;
import static dev.rollcall.http.client.road.Roll.assertAllPresent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.client.HttpRemoteUsers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Roll calls on an Apache. */
@RealServerTest
final class ApacheTest {
    private static final String SAYS_JSON = "ErrorDocument 404 /unknown.json";

    @TempDir
    private Path folder;

    private static Roster roster(String id) {
        return Roster.of(List.of(new UserId(id)));
    }

    @Test
    void whoever_has_a_file_is_present_and_whoever_has_none_absent() throws Exception {
        try (Apache apache = Apache.start(folder, 1000, SAYS_JSON);
                HttpRemoteUsers users = apache.users(LIMITS)) {
            assertAllPresent(users.call(Roster.first(0, 1000), PATIENT));
            assertThat(users.call(Roster.first(1000, 5), PATIENT).counts().absent())
                    .isEqualTo(5);
        }
    }

    @ParameterizedTest
    @CsvSource({"'" + SAYS_JSON + "', %2F", "'', an HTML page"})
    void an_id_with_a_slash_is_never_absent(String directives, String why) throws Exception {
        try (Apache apache = Apache.start(folder, 10, directives);
                HttpRemoteUsers users = apache.users(LIMITS)) {
            assertAllPresent(users.call(roster("7"), PATIENT));
            assertAllFailed(users.call(roster("dept/7"), PATIENT), Reason.UNCONFIRMED, why);
        }
    }

    @Test
    void connections_that_serve_a_few_requests_fail_nobody() throws Exception {
        try (Apache apache = Apache.start(folder, 500, "MaxKeepAliveRequests 3");
                HttpRemoteUsers users = apache.users(LIMITS)) {
            assertAllPresent(users.call(Roster.first(0, 500), PATIENT));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HUP", "USR1"})
    void a_restart_in_the_middle_of_a_roll_call_fails_nobody(String signal) throws Exception {
        try (Apache apache = Apache.start(folder, 2000, "");
                HttpRemoteUsers users = apache.users(LIMITS)) {
            assertAllPresent(users.call(Roster.first(0, 2000), PATIENT, answer -> {
                if (answer.id().value().equals("200")) {
                    send(apache, signal);
                }
            }));
        }
    }

    private static void send(Apache apache, String signal) {
        try {
            apache.signal(signal);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
