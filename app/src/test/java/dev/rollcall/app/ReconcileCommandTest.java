package dev.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rollcall.app.command.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command reconcile, on a remote without a list. */
final class ReconcileCommandTest {
    private final Path folder;
    private final CommandLineUnderTest line;
    private final Map<String, String> names = new ConcurrentHashMap<>(Map.of("1", "Ada", "2", "Bob", "3", "Cleo"));
    private HttpServer remote;
    private volatile boolean isDown;

    ReconcileCommandTest(@TempDir Path folder) {
        this.folder = folder;
        line = new CommandLineUnderTest(folder);
    }

    @BeforeEach
    void start() throws IOException {
        remote = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        remote.createContext("/users/", this::answer);
        remote.start();
        Path users = Files.writeString(folder.resolve("users.csv"), "id,name\n1,Ada\n2,Robert\n9,Local\n");
        assertThat(line.run("import", users.toString())).as(line.err()).isEqualTo(ExitCode.DONE);
    }

    @AfterEach
    void stop() {
        remote.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String id = exchange.getRequestURI().getPath().substring("/users/".length());
        String name = names.get(id);
        byte[] body = (name == null || isDown ? "{}" : "{\"id\":\"%s\",\"name\":\"%s\"}".formatted(id, name))
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(isDown ? 500 : name == null ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private int reconcile(String... arguments) {
        String uri =
                "http://127.0.0.1:%s/users/{id}".formatted(remote.getAddress().getPort());
        List<String> all = new ArrayList<>(List.of(
                "reconcile",
                "-Dremote.uri=" + uri,
                "-Dremote.fields.email=",
                "-Dreconcile.absence.over=0s",
                "-Dreconcile.limits.update="));
        all.addAll(List.of(arguments));
        return line.run(all.toArray(String[]::new));
    }

    @Test
    void a_plan_is_printed_and_nothing_changes() {
        assertThat(reconcile()).as(line.err()).isEqualTo(ExitCode.DONE);
        assertThat(line.out())
                .contains("update     2  name: Robert -> Bob  [present, asked by name at ")
                .contains("local      9  [absent, asked by name at ")
                .contains("run 1: 1 update, 1 same, 1 local");
        assertThat(line.err()).contains("run 1 is ready: The plan can be applied.");
        assertThat(reconcile()).isEqualTo(ExitCode.DONE);
        assertThat(line.out()).contains("update     2  name: Robert -> Bob");
    }

    @Test
    void a_plan_is_applied_if_asked_for() {
        assertThat(reconcile("--apply", "--by", "night job")).as(line.err()).isEqualTo(ExitCode.DONE);
        assertThat(line.out()).contains("update     2  name: Robert -> Bob").contains("applied");
        assertThat(line.err()).contains("1 lines were applied, 0 skipped");
        assertThat(reconcile("--apply")).isEqualTo(ExitCode.DONE);
        assertThat(line.err()).contains("run 2 is nothing-to-do");
    }

    @Test
    void whoever_left_is_watched_and_then_held_until_it_is_approved() {
        assertThat(reconcile("--apply")).as(line.err()).isEqualTo(ExitCode.DONE);
        names.remove("2");
        assertThat(reconcile("--apply")).isEqualTo(ExitCode.DONE);
        assertThat(line.out()).contains("watched    2").contains("absent in 1 of 2 runs");
        assertThat(reconcile("--apply", "-Dreconcile.limits.deactivate=0")).isEqualTo(ExitCode.HELD);
        assertThat(line.err()).contains("deactivate: 1 lines, at most 0 are allowed");
        String[] approved = {"--apply", "--approve", "--reason", "Bob left", "-Dreconcile.limits.deactivate=0"};
        assertThat(reconcile(approved)).as(line.err()).isEqualTo(ExitCode.DONE);
        assertThat(line.out()).contains("deactivate 2  active: true -> false");
    }

    @Test
    void a_remote_that_is_down_leads_to_nothing() {
        isDown = true;
        assertThat(reconcile("--apply")).isEqualTo(ExitCode.PARTIAL);
        assertThat(line.err())
                .contains("run 1 is unsound")
                .contains("only 0 of 3 answers are proven, and at least 95 % must be")
                .contains("nobody is present");
    }

    @Test
    void ids_in_a_file_are_asked_for_instead_of_the_directory() throws IOException {
        Path ids = Files.writeString(folder.resolve("ids.txt"), "3\n1\n77\n");
        assertThat(reconcile(ids.toString())).as(line.err()).isEqualTo(ExitCode.DONE);
        assertThat(line.out()).contains("create     3  name: Cleo").contains("run 1: 1 create, 1 same");
        assertThat(reconcile("missing.txt")).isEqualTo(ExitCode.UNUSABLE);
        assertThat(line.err()).contains("missing.txt");
    }

    @Test
    void all_lines_are_printed_as_in_the_api() {
        assertThat(reconcile("--format", "ndjson")).as(line.err()).isEqualTo(ExitCode.DONE);
        assertThat(line.out().lines())
                .hasSize(3)
                .element(1)
                .asString()
                .startsWith(
                        "{\"id\":\"2\",\"kind\":\"update\",\"state\":\"planned\",\"fields\":{\"name\":{\"before\":\"Robert\"");
        assertThat(reconcile("--format", "csv")).isEqualTo(ExitCode.DONE);
        assertThat(line.out().lines()).hasSize(4).first().asString().startsWith("id,kind,state,name before,name after");
    }

    @Test
    void wrong_usage_is_told() {
        assertThat(reconcile("--approve")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(line.err()).contains("--approve needs --apply, and --reason with a text");
        assertThat(reconcile("--drift", "later")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(line.err()).contains("must be skip or refuse");
        assertThat(reconcile("--format", "xml")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(line.err()).contains("must be table, ndjson or csv");
        assertThat(reconcile("-Dreconcile.fields.phone=remote-wins")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(line.err()).contains("remote.fields.phone doesn't say where the field is");
    }
}
