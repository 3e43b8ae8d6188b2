package dev.rollcall.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A real PostgreSQL with a synchronous standby, by streaming replication on loopback ports. */
final class ReplicatedServer implements AutoCloseable {
    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
    private static final boolean IS_ROOT = "root".equals(System.getProperty("user.name"));

    private final Path programs;
    private final String folder;
    private final int primary;
    private final int standby;

    /** Starts both. */
    ReplicatedServer() throws IOException {
        programs = programs().orElseThrow();
        folder = run("mktemp", "-d");
        primary = freePort();
        standby = freePort();
        run(program("initdb"), "-D", data(primary), "-A", "trust", "-E", "UTF8", "--locale=C", "-U", "postgres");
        start(primary, "-c synchronous_standby_names=*");
        run(
                program("pg_basebackup"),
                "-h",
                "127.0.0.1",
                "-p",
                "" + primary,
                "-U",
                "postgres",
                "-D",
                data(standby),
                "-R",
                "-c",
                "fast");
        start(standby, "");
    }

    /** Returns whether to run tests on it: Debian's packages have all the programs, and are installed or required. */
    static boolean isWanted() {
        boolean isWanted = "required".equals(System.getProperty("rollcall.servers"))
                || programs().isPresent();
        if (!isWanted) {
            System.out.println("WARNING: the tests of fail-over were not run, since there is no pg_basebackup in "
                    + VERSIONS + ". On Debian and Ubuntu: apt-get install postgresql");
        }
        return isWanted;
    }

    private static Optional<Path> programs() {
        if (!Files.isDirectory(VERSIONS)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(VERSIONS)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("pg_basebackup"))
                            && Files.isExecutable(bin.resolve("postgres")))
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the address of both, the primary first, for connections to whichever is the primary. */
    DatabaseAddress address(int connections) {
        String url = "jdbc:postgresql://127.0.0.1:%s,127.0.0.1:%s/postgres?targetServerType=primary"
                .formatted(primary, standby);
        return new DatabaseAddress(url, "postgres", "", connections);
    }

    /** Kills the primary. */
    void kill() throws IOException {
        long postmaster = process(primary);
        run("kill", "-KILL", "" + postmaster);
    }

    /** Freezes the primary with all of its processes: the kernel goes on to accept connections. */
    void freeze() throws IOException {
        List<String> command = new ArrayList<>(List.of("kill", "-STOP"));
        command.addAll(processes(primary));
        run(command.toArray(String[]::new));
    }

    /** Makes the standby a primary. */
    void promote() throws IOException {
        run(program("pg_ctl"), "promote", "-w", "-D", data(standby));
    }

    private void start(int port, String options) throws IOException {
        String all = "-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -p %s %s"
                .formatted(port, options);
        run(program("pg_ctl"), "start", "-w", "-D", data(port), "-l", data(port) + ".log", "-o", all);
    }

    private String program(String name) {
        return programs.resolve(name).toString();
    }

    private String data(int port) {
        return folder + "/" + port;
    }

    private long process(int port) throws IOException {
        return Long.parseLong(run("head", "-1", data(port) + "/postmaster.pid"));
    }

    /** Returns the ids of the server's processes, its parent first. */
    private List<String> processes(int port) throws IOException {
        ProcessHandle postmaster = ProcessHandle.of(process(port)).orElseThrow();
        return Stream.concat(Stream.of(postmaster), postmaster.children())
                .map(process -> "" + process.pid())
                .toList();
    }

    /** Runs a program as a user that PostgreSQL accepts, and returns its output. */
    private static String run(String... command) throws IOException {
        List<String> words = new ArrayList<>(List.of(command));
        if (IS_ROOT) {
            words.addAll(0, List.of("runuser", "-u", "postgres", "--"));
        }
        Path output = Files.createTempFile("output", null);
        try {
            Process process = new ProcessBuilder(words)
                    .directory(VERSIONS.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int status = process.onExit().join().exitValue();
            String printed = Files.readString(output).strip();
            if (status != 0) {
                throw new IOException(words + " ended with " + status + ": " + printed);
            }
            return printed;
        } finally {
            Files.delete(output);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        for (int port : List.of(primary, standby)) {
            if (ProcessHandle.of(process(port)).isPresent()) {
                for (String process : processes(port)) {
                    run("sh", "-c", "kill -KILL " + process + " || true");
                }
            }
        }
        run("rm", "-rf", folder);
    }
}
