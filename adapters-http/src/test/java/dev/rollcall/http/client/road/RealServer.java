package dev.rollcall.http.client.road;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A real server as a process of its own on a loopback port, with all its files in one folder. */
public final class RealServer implements AutoCloseable {
    public static final Path NGINX = Path.of("/usr/sbin/nginx");
    public static final Path APACHE = Path.of("/usr/sbin/apache2");
    public static final Path HAPROXY = Path.of("/usr/sbin/haproxy");
    public static final Path CADDY = Path.of("/usr/bin/caddy");
    static final Path TINYPROXY = Path.of("/usr/bin/tinyproxy");
    static final Path SQUID = Path.of("/usr/sbin/squid");
    static final Path OPENSSL = Path.of("/usr/bin/openssl");
    /** All of them, and the packages that have them. */
    static final Map<Path, String> PACKAGES = Map.of(
            NGINX, "nginx",
            APACHE, "apache2-bin",
            HAPROXY, "haproxy",
            CADDY, "caddy",
            TINYPROXY, "tinyproxy",
            SQUID, "squid",
            OPENSSL, "openssl");

    private static final Duration LOOKS_AGAIN = Duration.ofMillis(5);

    private final Process process;

    private RealServer(Process process) {
        this.process = process;
    }

    /** Returns whether to run tests on them: they are installed, or required. */
    public static boolean areWanted() {
        return "required".equals(System.getProperty("rollcall.servers"))
                || PACKAGES.keySet().stream().allMatch(Files::isExecutable);
    }

    /** Returns whether servers are started by a user whom they don't want to serve as. */
    public static boolean startAsRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Writes users with ids from 0 on, a file each, and returns their folder. */
    static Path site(Path folder, int users) throws IOException {
        Path site = folder.resolve("site");
        Files.createDirectories(site.resolve("users"));
        for (int id = 0; id < users; id++) {
            Files.writeString(site.resolve("users/" + id), "{\"id\":\"%s\",\"name\":\"Name of %1$s\"}".formatted(id));
        }
        return site;
    }

    /** Starts one and waits until it accepts connections. */
    public static RealServer start(Path folder, int port, String... command) throws Exception {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        var server = new RealServer(process);
        try {
            await(() -> server.serves(port, output));
            return server;
        } catch (Exception e) {
            server.close();
            throw e;
        }
    }

    private boolean serves(int port, Path output) throws IOException {
        if (!process.isAlive()) {
            throw new IOException("no server: " + Files.readString(output));
        }
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    /** Polls until a condition holds. */
    static void await(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            Thread.sleep(LOOKS_AGAIN);
        }
    }

    /** Sends it a signal. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** Terminates it; kills it if it doesn't end soon. */
    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            process.destroyForcibly().onExit().join();
        }
    }
}
