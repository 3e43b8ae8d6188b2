package dev.rollcall.http.client.road;

import static dev.rollcall.http.client.road.Roll.LIMITS;
import static dev.rollcall.http.client.road.Roll.PATIENT;
import static dev.rollcall.http.client.road.Roll.assertAllFailed;
import static dev.rollcall.http.client.road.Roll.assertAllPresent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.client.HttpRemoteUsers;
import dev.rollcall.http.client.road.Nginx.Setup;
import dev.rollcall.http.client.threads.Worker;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Roll calls on an nginx with default settings, and while it closes connections. */
@RealServerTest
final class NginxTest {
    private static final int RELOADS = 5;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_thousand_users_are_all_present(boolean secure) throws Exception {
        try (Nginx nginx = Nginx.start(folder, 1000, Setup.of(secure, ""));
                HttpRemoteUsers users = nginx.users(LIMITS)) {
            assertAllPresent(users.call(Roster.first(0, 1000), PATIENT));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_page_that_nginx_makes_of_a_missing_file_proves_nobody_absent(boolean secure) throws Exception {
        try (Nginx nginx = Nginx.start(folder, 10, Setup.of(secure, ""));
                HttpRemoteUsers users = nginx.users(LIMITS)) {
            assertAllPresent(users.call(Roster.first(0, 10), PATIENT));
            assertAllFailed(users.call(Roster.first(10, 90), PATIENT), Reason.UNCONFIRMED, "404 came as an HTML page");
        }
    }

    @ParameterizedTest
    @CsvSource({"false, 1", "false, 3", "true, 1", "true, 3"})
    void connections_that_serve_a_few_requests_fail_nobody(boolean secure, int requests) throws Exception {
        var setup = Setup.of(secure, "keepalive_requests %s;".formatted(requests));
        try (Nginx nginx = Nginx.start(folder, 500, setup);
                HttpRemoteUsers users = nginx.users(LIMITS)) {
            assertAllPresent(users.call(Roster.first(0, 500), PATIENT));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void connections_that_are_never_kept_fail_nobody(boolean secure) throws Exception {
        try (Nginx nginx = Nginx.start(folder, 500, Setup.of(secure, "keepalive_timeout 0;"));
                HttpRemoteUsers users = nginx.users(LIMITS)) {
            assertAllPresent(users.call(Roster.first(0, 500), PATIENT));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void connections_that_were_closed_between_roll_calls_fail_nobody(boolean secure) throws Exception {
        var setup = Setup.of(secure, "keepalive_timeout 1s; client_header_timeout 1s;");
        try (Nginx nginx = Nginx.start(folder, 100, setup);
                HttpRemoteUsers users = nginx.users(LIMITS)) {
            for (int i = 0; i < 3; i++) {
                assertAllPresent(users.call(Roster.first(0, 100), PATIENT));
                nginx.awaitNobody();
            }
            assertThat(users.stats().retries()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void reloads_in_the_middle_of_roll_calls_fail_nobody(boolean secure) throws Exception {
        try (Nginx nginx = Nginx.start(folder, 2000, Setup.of(secure, ""));
                HttpRemoteUsers users = nginx.users(LIMITS);
                var reloads = Worker.start("reloads", () -> reload(nginx))) {
            do {
                assertAllPresent(users.call(Roster.first(0, 2000), PATIENT));
            } while (nginx.retiredWorkers() < RELOADS * Nginx.WORKERS);
            reloads.join();
            assertAllPresent(users.call(Roster.first(0, 2000), PATIENT));
        }
    }

    private static int reload(Nginx nginx) throws Exception {
        for (int i = 0; i < RELOADS; i++) {
            nginx.reload();
        }
        return RELOADS;
    }
}
