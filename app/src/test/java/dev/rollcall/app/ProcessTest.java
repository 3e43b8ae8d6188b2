package dev.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own. */
@Timeout(120)
final class ProcessTest {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private HttpServer remote;

    /** Starts a remote that answers when it is told to. */
    @BeforeEach
    void startRemote() throws IOException {
        remote = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        remote.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        remote.createContext("/users/", exchange -> {
            asked.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        remote.start();
    }

    @AfterEach
    void stop() {
        released.countDown();
        remote.stop(0);
        http.close();
    }

    private Process start(String... arguments) throws IOException {
        return ServerProcess.launch(folder, "stderr", List.of(arguments));
    }

    private Process serve() throws IOException {
        String uri =
                "http://127.0.0.1:%s/users/{id}".formatted(remote.getAddress().getPort());
        return start("serve", "-Dserver.port=0", "-Dremote.uri=" + uri);
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("stderr"));
    }

    @Test
    void on_sigterm_a_roll_call_in_flight_is_answered_and_what_was_written_stays() throws Exception {
        Process process = serve();
        try (BufferedReader out = process.inputReader()) {
            URI address = ServerProcess.address(out);
            assertThat(put(address, "7", "{\"name\":\"Ada\",\"email\":\"\"}").statusCode())
                    .isEqualTo(201);
            var silent = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
            CompletableFuture<HttpResponse<String>> call =
                    http.sendAsync(request(address, "api/roll-calls?count=1&deadline=PT30S"), BodyHandlers.ofString());
            asked.await();
            process.toHandle().destroy(); // SIGTERM, and the streams stay open
            assertThat(out.readLine()).startsWith("Rollcall is stopping");
            released.countDown();
            assertThat(call.get(60, TimeUnit.SECONDS).body()).contains("\"complete\":true", "\"outcome\":\"absent\"");
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            silent.close();
            assertThat(process.exitValue()).isEqualTo(128 + 15);
            assertThat(errors()).isEmpty();
        } finally {
            process.destroyForcibly();
        }
        assertThatTheUserIsThere();
    }

    private void assertThatTheUserIsThere() throws Exception {
        Process process = serve();
        try (BufferedReader out = process.inputReader()) {
            var found = http.send(request(ServerProcess.address(out), "api/users/7"), BodyHandlers.ofString());
            assertThat(found.body()).contains("\"name\":\"Ada\"");
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private HttpResponse<String> put(URI address, String id, String user) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(address.resolve("api/users/" + id))
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(user))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest request(URI address, String path) {
        return HttpRequest.newBuilder(address.resolve(path)).build();
    }

    /** A file that may not grow fails as one on a broken disk does; H2 closes the database after that. */
    @Test
    void ends_with_a_code_of_its_own_if_the_database_closed_itself_and_what_was_acknowledged_stays() throws Exception {
        Process process = ServerProcess.launchWithSmallFiles(folder, 5000, List.of("serve", "-Dserver.port=0"));
        Set<String> saved = new HashSet<>();
        try (BufferedReader out = process.inputReader()) {
            URI address = ServerProcess.address(out);
            for (int i = 0; process.isAlive(); i++) {
                if (isSaved(address, "user-" + i)) {
                    saved.add("user-" + i);
                }
            }
            assertThat(process.exitValue()).isEqualTo(4);
            assertThat(errors()).contains("the database has closed itself").doesNotContain("bug in Rollcall");
        } finally {
            process.destroyForcibly();
        }
        assertThat(saved).isNotEmpty();
        assertThatAllAreThere(saved);
    }

    private boolean isSaved(URI address, String id) throws InterruptedException {
        try {
            String user = "{\"name\":\"%s\",\"email\":\"\"}".formatted("x".repeat(150));
            return put(address, id, user).statusCode() == 201;
        } catch (IOException e) {
            return false; // it has ended
        }
    }

    private void assertThatAllAreThere(Set<String> ids) throws Exception {
        try (ServerProcess process = ServerProcess.start(folder, "stderr", List.of())) {
            URI address = process.awaitAddress();
            for (String id : ids) {
                assertThat(http.send(request(address, "api/users/" + id), BodyHandlers.ofString())
                                .statusCode())
                        .as(id)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void files_are_called_and_the_exit_code_tells_whether_the_roll_call_is_complete() throws Exception {
        Files.writeString(folder.resolve("foo.txt"), "1\n2\n");
        Files.writeString(folder.resolve("bar.txt"), "3\n\n2\n");
        Files.writeString(folder.resolve("baz.txt"), "7\n");
        assertThat(called("foo.txt", "bar.txt", "baz.txt"))
                .contains("4 asked: 3 present, 1 absent, 0 late, 0 failed; complete");
        Files.writeString(folder.resolve("bar.txt"), "13\n");
        assertThat(called("bar.txt")).startsWith("3:").contains("1 failed; partial");
    }

    private String called(String... files) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("call", "--deadline", "20s"));
        arguments.addAll(List.of(files));
        Process process = start(arguments.toArray(String[]::new));
        String out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return process.waitFor() + ":" + out;
    }
}
