package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.access.Scope;
import dev.rollcall.http.server.telemetry.Served;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of each request that was served. */
class TelemetryFilterTest {
    private final ServedSite site = new ServedSite(ServedSite.CLOSED);

    @AfterEach
    void close() {
        site.close();
    }

    /** Returns what is told of a request, which may be after its response arrived. */
    private Served told() throws InterruptedException {
        return Objects.requireNonNull(site.served.poll(20, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/users/7, /api/users/{id}, 404",
        "/api/users/a%2Fb/history?limit=1, /api/users/{id}/history, 404",
        "/api/reconciliations/1/lines, /api/reconciliations/{run}/lines, 404",
        "/api/users?limit=x, /api/users, 400",
        "/observe/health/live, /observe/health/live, 200",
        "/no/such/path, , 404",
    })
    void the_route_has_no_ids(String path, String route, int status) throws Exception {
        site.get(path, "Authorization", "Bearer " + site.token(Scope.READ));
        Served told = told();
        assertThat(told.route()).isEqualTo(Optional.ofNullable(route));
        assertThat(told.status()).isEqualTo(status);
        assertThat(told.path()).isEqualTo(path.replaceAll("[?].*", ""));
    }

    @Test
    void who_asked_is_told_with_the_address_that_a_trusted_proxy_names() throws Exception {
        String id = site.get(
                        "/api/users",
                        "Authorization",
                        "Bearer " + site.token(Scope.READ),
                        "X-Forwarded-For",
                        "192.0.2.7")
                .headers()
                .firstValue("X-Request-Id")
                .orElseThrow();
        Served told = told();
        assertThat(told.id()).isEqualTo(id);
        assertThat(told.actor())
                .hasValueSatisfying(actor -> assertThat(actor.name()).isEqualTo("token 0"));
        assertThat(told.client().getHostAddress()).isEqualTo("192.0.2.7");
        assertThat(told.isCut()).isFalse();
        assertThat(told.elapsed()).isPositive();
    }

    @Test
    void nobody_is_told_where_nobody_signed_in() throws Exception {
        site.get("/api/users");
        Served told = told();
        assertThat(told.actor()).isEmpty();
        assertThat(told.status()).isEqualTo(401);
    }
}
