package dev.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a server says when it starts, and whether it does, as a process of its own. */
@Timeout(120)
final class ServeCommandTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        http.close();
    }

    private Process start(String... arguments) throws IOException {
        return ServerProcess.launch(folder, "stderr", List.of(arguments));
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("stderr"));
    }

    private int status(URI address, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path)).build();
        return http.send(request, BodyHandlers.ofString()).statusCode();
    }

    @Test
    void a_start_on_a_public_address_says_what_anybody_can_do_there_and_answers_to_the_hosts_that_are_named()
            throws Exception {
        Process process =
                start("-Dserver.host=0.0.0.0", "-Dserver.port=0", "-Dserver.hosts=0.0.0.0", "-Dserver.access=open");
        try (BufferedReader out = process.inputReader()) {
            URI address = ServerProcess.address(out);
            assertThat(errors()).contains("WARNING", "no access control", "remove all users", "server.access");
            URI other = URI.create("http://127.0.0.1:%s/".formatted(address.getPort()));
            assertThat(status(other, "/")).isEqualTo(421);
            assertThat(status(other, "/observe/health/ready")).isEqualTo(200);
            assertThat(status(address, "/")).isEqualTo(200);
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    @Test
    void a_public_address_is_refused_unless_everybody_may_do_everything() throws Exception {
        Process process = start("-Dserver.host=0.0.0.0", "-Dserver.port=0");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(errors())
                .contains(
                        "server.host: other machines can reach that address",
                        "127.0.0.1",
                        "server.access=sign-in",
                        "server.access=open")
                .doesNotContain("\tat ");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void a_public_address_is_served_to_who_signs_in_and_without_a_token_nobody_can() throws Exception {
        Process process =
                start("-Dserver.host=0.0.0.0", "-Dserver.port=0", "-Dserver.hosts=0.0.0.0", "-Dserver.access=sign-in");
        try (BufferedReader out = process.inputReader()) {
            URI address = ServerProcess.address(out);
            assertThat(errors())
                    .contains("nobody can sign in", "rollcall token create")
                    .doesNotContain("remove all users");
            assertThat(status(address, "/api/users")).isEqualTo(401);
            assertThat(status(address, "/observe/health/ready")).isEqualTo(200);
            URI unnamed = URI.create("http://127.0.0.1:" + address.getPort());
            assertThat(status(unnamed, "/api/users")).isEqualTo(421);
            assertThat(status(unnamed, "/observe/metrics"))
                    .as("each instance is asked by its address, but not by everybody")
                    .isEqualTo(401);
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    @Test
    void one_on_a_loopback_address_says_nothing_and_a_secret_on_the_command_line_is_warned_of() throws Exception {
        Process process = start("-Dserver.port=0", "-Ddb.password=");
        try (BufferedReader out = process.inputReader()) {
            ServerProcess.address(out);
            assertThat(errors()).isEmpty();
        } finally {
            process.destroyForcibly().onExit().join();
        }
        Process warned = start("-Dserver.port=-1", "-Dremote.token=geheim", "-Dremote.headers.X-Key=geheim");
        assertThat(warned.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(errors())
                .contains("warning: remote.token is on the command line", "use remote.token-file instead")
                .contains("remote.headers.X-Key is on the command line", "put it in a file for --config")
                .doesNotContain("geheim");
    }

    @Test
    void a_port_that_is_taken_is_told_in_a_line() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = start("-Dserver.port=" + taken.getLocalPort());
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(errors()).contains("can't listen on 127.0.0.1").doesNotContain("\tat ");
        }
    }

    @Test
    void a_host_that_does_not_exist_is_told_in_a_line() throws Exception {
        Process process = start("-Dserver.host=nosuch.invalid", "-Dserver.port=0");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(errors()).contains("can't listen on nosuch.invalid").doesNotContain("\tat ");
    }
}
