package dev.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rollcall.app.settings.Settings;
import dev.rollcall.app.wiring.Application;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who looks at a roll call and goes away cancels it: the remote is left alone. */
@Timeout(60)
final class LeavingClientTest {
    private static final int IDS = 1000;
    private static final String FORM = "roster=count&concurrency=2&deadline=30&count=" + IDS;

    private final AtomicInteger requests = new AtomicInteger();
    /** How many answers the remote may give. */
    private final Semaphore answers = new Semaphore(0);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer remote;

    LeavingClientTest() throws IOException {
        remote = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        remote.setExecutor(threads);
        remote.createContext("/", this::answer);
        remote.start();
    }

    @AfterEach
    void stop() {
        answers.release(IDS);
        remote.stop(0);
        threads.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        answers.acquireUninterruptibly();
        String id = exchange.getRequestURI().getPath().substring(1);
        byte[] user = "{\"id\":\"%s\",\"name\":\"Ann\"}".formatted(id).getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(200, user.length);
        exchange.getResponseBody().write(user);
        exchange.close();
    }

    @Test
    void the_remote_sees_no_more_requests() throws Exception {
        String uri = "http://127.0.0.1:%s/{id}".formatted(remote.getAddress().getPort());
        Settings settings = Settings.of(Map.of(
                "server.port",
                "0",
                "db.url",
                "jdbc:h2:mem:leaving",
                "remote.uri",
                uri,
                "remote.attempt-timeout",
                "30s"));
        try (Application application = Application.open(settings)) {
            lookAndLeave(application.address().getPort());
            int asked = requests.get();
            // each answer is a write to somebody who isn't there: the first ones may still go into the void
            for (int i = 0; i < 50; i++) {
                answers.release();
                TimeUnit.MILLISECONDS.sleep(20);
            }
            assertThat(requests.get()).isLessThan(asked + 10).isLessThan(IDS);
        }
    }

    /** Reads until three answers are shown, and goes away. */
    private void lookAndLeave(int port) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(("POST /users HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
                                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                                    + FORM.length() + "\r\n\r\n" + FORM)
                            .getBytes(StandardCharsets.US_ASCII));
            answers.release(3);
            var seen = new StringBuilder();
            byte[] buffer = new byte[64 * 1024];
            while (seen.toString().split("<span class=\"present\">present", -1).length <= 3) {
                int n = socket.getInputStream().read(buffer);
                if (n < 0) {
                    throw new UncheckedIOException(new IOException("the stream ended: " + seen));
                }
                seen.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
            }
        }
    }
}
