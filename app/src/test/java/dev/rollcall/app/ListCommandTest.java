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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command list, on a remote that cuts its list when told. */
final class ListCommandTest {
    private final Path folder;
    private final CommandLineUnderTest line;
    private HttpServer remote;
    private int cutAt = Integer.MAX_VALUE;
    private boolean omitsAnId;

    ListCommandTest(@TempDir Path folder) {
        this.folder = folder;
        line = new CommandLineUnderTest(folder);
    }

    @BeforeEach
    void start() throws IOException {
        remote = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        remote.createContext("/users", this::answer);
        remote.start();
    }

    @AfterEach
    void stop() {
        remote.stop(0);
    }

    /** Answers with two users of six, or 403. */
    private void answer(HttpExchange exchange) throws IOException {
        int offset = Integer.parseInt(exchange.getRequestURI().getQuery().replaceAll(".*offset=", ""));
        String users = IntStream.range(offset, Math.min(6, offset + 2))
                .mapToObj("{\"id\":%1$s,\"name\":\"Name of %1$s\"}"::formatted)
                .collect(Collectors.joining(","));
        String page = "[" + (omitsAnId ? users.replace("\"id\":3", "\"key\":3") : users) + "]";
        byte[] body = (offset >= cutAt ? "{\"error\":\"no longer\"}" : page).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(offset >= cutAt ? 403 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private int list(String... arguments) {
        String uri = "http://127.0.0.1:%s/users".formatted(remote.getAddress().getPort());
        String[] all = new String[arguments.length + 4];
        all[0] = "list";
        all[1] = "-Dremote.uri=" + uri + "/{id}";
        all[2] = "-Dremote.list.uri=" + uri + "?offset={offset}";
        all[3] = "-Dremote.list.next=offset";
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        return line.run(all);
    }

    @Test
    void lines_are_the_users_and_can_be_imported() throws IOException {
        Path file = folder.resolve("all.ndjson");
        assertThat(list(file.toString())).as(line.err()).isEqualTo(ExitCode.DONE);
        assertThat(Files.readAllLines(file))
                .hasSize(6)
                .first()
                .isEqualTo("{\"id\":\"0\",\"name\":\"Name of 0\",\"email\":\"\",\"active\":true}");
        assertThat(line.err()).contains("nobody on the list has a value for email: check remote.fields.email");
        assertThat(line.run("import", file.toString())).isEqualTo(ExitCode.DONE);
        assertThat(line.out()).contains("6 created");
    }

    @Test
    void csv_is_asked_for_or_told_by_the_name_of_the_file() throws IOException {
        assertThat(list("--format=csv")).isEqualTo(ExitCode.DONE);
        Path file = folder.resolve("all.csv");
        assertThat(list(file.toString())).isEqualTo(ExitCode.DONE);
        assertThat(list("--format=csv")).isEqualTo(ExitCode.DONE);
        assertThat(line.out())
                .isEqualTo(Files.readString(file))
                .startsWith("id,name,email,active\r\n0,Name of 0,,true");
    }

    @Test
    void a_list_that_is_cut_says_how_to_go_on() {
        cutAt = 4;
        assertThat(list()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(line.out().lines()).hasSize(4);
        assertThat(line.err()).contains("the list was cut after 4 users: 403: no longer; to go on there: --from '4'");
        cutAt = Integer.MAX_VALUE;
        assertThat(list("--from", "4")).isEqualTo(ExitCode.DONE);
        assertThat(line.out().lines()).hasSize(2).first().asString().startsWith("{\"id\":\"4\"");
    }

    @Test
    void a_file_is_written_whole_or_not_at_all() throws IOException {
        Path file = Files.writeString(folder.resolve("all.csv"), "as it was");
        cutAt = 4;
        assertThat(list(file.toString())).isEqualTo(ExitCode.UNUSABLE);
        assertThat(Files.readString(file)).isEqualTo("as it was");
        assertThat(line.err()).contains("the list was cut after 4 users");
    }

    @Test
    void who_cannot_be_read_is_named() {
        omitsAnId = true;
        assertThat(list()).isEqualTo(ExitCode.PARTIAL);
        assertThat(line.out().lines()).hasSize(5);
        assertThat(line.err()).contains("left out: user 2 of the page: /id is missing");
    }

    @Test
    void the_first_page_is_explained() {
        assertThat(list("--explain", "-Dremote.token=geheim", "-Dremote.list.total=length(@)"))
                .as(line.err())
                .isEqualTo(ExitCode.DONE);
        assertThat(line.out())
                .contains("> GET /users?offset=0 HTTP/1.1", "> Authorization: ***", "< 200", "< [{\"id\":0,")
                .doesNotContain("geheim");
        assertThat(line.out()
                        .lines()
                        .filter(row -> row.startsWith("  "))
                        .map(row -> row.strip().replaceAll(" +", " ")))
                .containsExactly(
                        "where found",
                        "list.users all of it an array of 2",
                        "list.total length(@) 2",
                        "id /id 0",
                        "name /name \"Name of 0\"",
                        "email /email nothing");
        assertThat(line.out()).endsWith("2 users on the first page, 0 unreadable; it is the last page\n");
        cutAt = 0;
        assertThat(list("--explain")).isEqualTo(ExitCode.UNUSABLE);
        assertThat(line.out()).contains("< 403", "= status: 403: no longer").endsWith("403: no longer\n");
    }

    @Test
    void wrong_settings_and_cursors_are_told() {
        assertThat(list("--from", "x")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(line.err()).contains("--from: a cursor of this list is a whole number from 0: \"x\"");
        assertThat(list("-Dremote.list.uri=http://localhost/")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(line.err()).contains("must have {offset}, with remote.list.next = \"offset\" (option -D)");
        assertThat(list("-Dremote.fields.id=")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(line.err()).contains("needs remote.fields.id, too");
        assertThat(list("-Dremote.list.uri=")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(line.err()).contains("remote.list.uri isn't set");
    }

    @Test
    void the_sample_remote_has_a_list() {
        assertThat(line.run("list", "--format=csv")).isEqualTo(ExitCode.DONE);
        assertThat(line.out().lines()).hasSize(1 + 475);
    }
}
