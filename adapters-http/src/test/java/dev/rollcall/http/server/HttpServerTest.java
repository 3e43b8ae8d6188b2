package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.contract.MapDirectory;
import dev.rollcall.domain.contract.MapRuns;
import dev.rollcall.domain.directory.Registrar;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.RemoteUsers;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.run.Reconciler;
import dev.rollcall.domain.run.RunOrder;
import dev.rollcall.http.server.access.AccessSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server whose remote is silent about the id 0 until it may answer. */
@Timeout(60)
final class HttpServerTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        mayEnd.countDown();
        http.shutdownNow();
    }

    private HttpServer start(String host, int port, Duration grace, BooleanSupplier ready) {
        RemoteUsers remote = (roster, policy, listener) -> {
            begun.countDown();
            mayEnd.await();
            return new RollCall(roster, List.of(Answers.absent("0", Attempts.NONE)), Duration.ZERO);
        };
        var directory = new MapDirectory();
        var registrar = new Registrar(directory, Clock.systemUTC());
        var reconciler = new Reconciler(
                new MapRuns(directory), directory, false, Duration.ofHours(24), pages -> {}, Clock.systemUTC());
        var site = new Site(
                registrar,
                reconciler,
                remote,
                Optional.empty(),
                ServedSite.registry(),
                new SiteSettings(ServedSite.LIMITS, UserFields.BASIC, AccessSettings.OPEN, "", RunOrder.DEFAULT));
        return HttpServer.start(
                new ServerSettings(host, port, List.of(), 100, 10, LONG, LONG, grace),
                site,
                ready,
                request -> {},
                () -> {});
    }

    private HttpServer start(Duration grace) {
        return start("127.0.0.1", 0, grace, () -> true);
    }

    private HttpResponse<String> get(URI server, String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(server.resolve(path)).timeout(LONG).build(), BodyHandlers.ofString());
    }

    /** Asks for a roll call, and waits until the remote was asked. */
    private CompletableFuture<HttpResponse<String>> ask(URI server) throws InterruptedException {
        var request = HttpRequest.newBuilder(server.resolve("/api/roll-calls?count=1"))
                .build();
        CompletableFuture<HttpResponse<String>> response = http.sendAsync(request, BodyHandlers.ofString());
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        return response;
    }

    @Test
    void it_tells_where_it_listens() throws Exception {
        try (var server = start(LONG)) {
            assertThat(server.address().toString()).matches("http://127\\.0\\.0\\.1:[1-9][0-9]+/");
            assertThat(get(server.address(), "/problems/not-found").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void an_address_of_ip_version_6_stands_in_brackets() throws Exception {
        try (var server = start("::1", 0, LONG, () -> true)) {
            assertThat(server.address().toString()).matches("http://\\[::1]:[1-9][0-9]+/");
            assertThat(get(server.address(), "/problems/not-found").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_port_that_is_in_use_is_told() {
        try (var server = start(LONG)) {
            int port = server.address().getPort();
            assertThatThrownBy(() -> start("127.0.0.1", port, LONG, () -> true))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessage("can't listen on 127.0.0.1, port %s: in use or not permitted".formatted(port));
        }
    }

    @Test
    void a_host_that_is_unknown_is_told() {
        assertThatThrownBy(() -> start("no-such-host.invalid", 0, LONG, () -> true))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("can't listen on no-such-host.invalid: there is no such host");
    }

    @Test
    void it_is_alive_whether_or_not_it_is_ready() throws Exception {
        var ready = new AtomicBoolean(true);
        try (var server = start("127.0.0.1", 0, LONG, ready::get)) {
            assertThat(get(server.address(), "/observe/health/ready").body()).contains("\"database\"", "\"UP\"");
            ready.set(false);
            HttpResponse<String> waiting = get(server.address(), "/observe/health/ready");
            assertThat(waiting.statusCode()).isEqualTo(503);
            assertThat(waiting.body()).contains("\"DOWN\"");
            assertThat(get(server.address(), "/observe/health/live").statusCode())
                    .isIn(200, 204);
        }
    }

    @Test
    void a_request_line_may_be_32_kib_long() throws Exception {
        try (var server = start(LONG)) {
            assertThat(get(server.address(), "/?x=" + "x".repeat(30_000)).body())
                    .contains("bad-parameter");
            assertThat(get(server.address(), "/?x=" + "x".repeat(33_000)).body())
                    .contains("uri-too-long");
        }
    }

    @Test
    void a_request_in_flight_is_answered_before_it_is_closed() throws Exception {
        var server = start(LONG);
        URI address = server.address();
        CompletableFuture<HttpResponse<String>> response = ask(address);
        Thread closing = Thread.ofVirtual().start(server::close);
        assertThat(closing.join(Duration.ofMillis(300))).isFalse();
        mayEnd.countDown();
        assertThat(response.get(30, TimeUnit.SECONDS).body()).contains("\"absent\":1");
        assertThat(closing.join(LONG)).isTrue();
        assertThatThrownBy(() -> get(address, "/")).isInstanceOf(ConnectException.class);
    }

    @Test
    void when_the_grace_is_over_a_request_in_flight_is_cut() throws Exception {
        var server = start(Duration.ofMillis(100));
        CompletableFuture<HttpResponse<String>> response = ask(server.address());
        server.close();
        assertThat(mayEnd.getCount()).isEqualTo(1);
        assertThat(response.handle((answer, broken) -> broken != null || answer.statusCode() == 503)
                        .get(30, TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void who_is_interrupted_while_closing_it_closes_it_at_once() throws Exception {
        var server = start(Duration.ofDays(1));
        CompletableFuture<HttpResponse<String>> response = ask(server.address());
        Thread.currentThread().interrupt();
        server.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(mayEnd.getCount()).isEqualTo(1);
        assertThat(response.handle((answer, broken) -> broken != null || answer.statusCode() == 503)
                        .get(30, TimeUnit.SECONDS))
                .isTrue();
    }
}
