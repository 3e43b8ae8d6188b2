package dev.rollcall.db;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real PgBouncer before the tests' PostgreSQL, as a process of its own on a loopback port. */
final class PgBouncer implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");

    private final Process process;
    private final int port;

    private PgBouncer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Returns whether to run tests on it: it is installed, or required. */
    static boolean isWanted() {
        boolean isWanted = "required".equals(System.getProperty("rollcall.servers")) || Files.isExecutable(PROGRAM);
        if (!isWanted) {
            System.out.println("WARNING: the tests on PgBouncer were not run, since there is no " + PROGRAM
                    + ". On Debian and Ubuntu: apt-get install pgbouncer");
        }
        return isWanted;
    }

    /**
     * Starts one and waits until it accepts connections.
     *
     * @param mode {@code session} or {@code transaction}
     * @param poolSize how many sessions of PostgreSQL it shares between its clients
     */
    static PgBouncer start(Path folder, String mode, int poolSize) throws Exception {
        int port = freePort();
        Path configuration = folder.resolve("pgbouncer.ini");
        Files.writeString(configuration, """
            [databases]
            * = host=localhost port=%s user=postgres

            [pgbouncer]
            listen_addr = localhost
            listen_port = %s
            unix_socket_dir =
            auth_type = any
            pool_mode = %s
            default_pool_size = %s
            """.formatted(PostgresServer.port(), port, mode, poolSize));
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), configuration.toString()));
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(1, List.of("-u", "nobody")); // it refuses to run as root
        }
        Path output = folder.resolve("output");
        var server = new PgBouncer(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                port);
        while (!server.accepts()) {
            if (!server.process.isAlive()) {
                throw new IOException("no PgBouncer: " + Files.readString(output));
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return server;
    }

    /** Returns the address of a database through it. */
    DatabaseAddress addressOf(String database, int connections) {
        return new DatabaseAddress(
                "jdbc:postgresql://localhost:%s/%s".formatted(port, database), "postgres", "", connections);
    }

    private boolean accepts() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
