package dev.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rollcall.app.command.ExitCode;
import dev.rollcall.app.command.Shell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code rollcall call} tells of a remote that says 404 to everything, as proxies and wrong paths do. */
final class DoubtfulRemoteTest {
    private static final String HTML = "text/html";
    private static final String JSON = "application/json";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String type = JSON;
    private HttpServer remote;

    @BeforeEach
    void start() throws IOException {
        remote = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        remote.createContext("/", this::answer);
        remote.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = (type.equals(HTML) ? "<h1>Not Found</h1>" : "{}").getBytes(StandardCharsets.US_ASCII);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(404, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterEach
    void stop() {
        remote.stop(0);
    }

    private int call(String... arguments) {
        String uri = "-Dremote.uri=http://127.0.0.1:%s/{id}"
                .formatted(remote.getAddress().getPort());
        return Main.run(
                new Shell(
                        InputStream.nullInputStream(),
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, false, StandardCharsets.UTF_8),
                        Map.of(),
                        new Properties(),
                        false),
                Stream.concat(Stream.of("call", uri, "--deadline=20s"), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    /** Returns the lines of the table that have an answer. */
    private List<String> rows() {
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        return lines.subList(1, lines.size() - 1);
    }

    private String warnings() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_404_that_is_a_page_for_people_proves_nothing() {
        type = HTML;
        assertThat(call("--count=3")).isEqualTo(ExitCode.PARTIAL);
        assertThat(rows()).hasSize(3).allMatch(row -> row.contains(" failed ") && row.contains("  unconfirmed: "));
    }

    @Test
    void a_404_that_is_a_page_for_people_is_believed_where_the_settings_say_so() {
        type = HTML;
        assertThat(call("--count=3", "-Dremote.absent.html=true")).isEqualTo(ExitCode.DONE);
        assertThat(rows()).hasSize(3).allMatch(row -> row.contains(" absent "));
    }

    @Test
    void a_404_proves_nothing_while_the_canary_is_absent() {
        assertThat(call("--count=3", "-Dremote.canary=77")).isEqualTo(ExitCode.PARTIAL);
        assertThat(rows()).hasSize(3).allMatch(row -> row.contains("  unconfirmed: "));
    }

    @Test
    void without_a_canary_it_warns_if_ten_ids_are_all_absent() {
        assertThat(call("--count=10")).isEqualTo(ExitCode.DONE);
        assertThat(rows()).hasSize(10).allMatch(row -> row.contains(" absent "));
        assertThat(warnings()).startsWith("rollcall: warning: ").contains("remote.canary");
    }
}
