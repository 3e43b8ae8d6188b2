package dev.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program as a process that serves; it is compiled little, since it doesn't run for long. */
final class ServerProcess implements AutoCloseable {
    private final Process process;

    private ServerProcess(Process process) {
        this.process = process;
    }

    /** Starts the program in a folder, with standard error going to a file in it. */
    static Process launch(Path folder, String errors, List<String> arguments) throws IOException {
        return launch(folder, errors, List.of(), arguments);
    }

    /** Starts it so that the system refuses to let a file grow beyond so many blocks of 512 bytes. */
    static Process launchWithSmallFiles(Path folder, int blocks, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -f " + blocks + "; exec \"$0\" \"$@\""));
        command.addAll(command(List.of(), arguments));
        return start(folder, "stderr", command.toArray(String[]::new));
    }

    private static Process launch(Path folder, String errors, List<String> javaOptions, List<String> arguments)
            throws IOException {
        return start(folder, errors, command(javaOptions, arguments).toArray(String[]::new));
    }

    /** Returns the command that runs the program with these arguments. */
    static List<String> command(List<String> javaOptions, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(javaOptions);
        command.add(Main.class.getName());
        command.addAll(arguments);
        return command;
    }

    private static Process start(Path folder, String errors, String... command) throws IOException {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve(errors).toFile())
                .start();
    }

    /** Starts it to serve with these settings and a remote of its own choice; it may not serve yet. */
    static ServerProcess start(Path folder, String errors, List<String> settings) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("serve", "-Dserver.port=0"));
        arguments.addAll(settings);
        return new ServerProcess(launch(folder, errors, arguments));
    }

    /** Starts it to serve in a locale, given as options of Java, with the sample remote. */
    static ServerProcess startIn(List<String> locale, Path folder) throws IOException {
        return new ServerProcess(launch(folder, "stderr", locale, List.of("serve", "-Dserver.port=0")));
    }

    /** Waits until it says which address it serves. */
    URI awaitAddress() throws IOException {
        return address(process.inputReader());
    }

    /** Returns the address that a process says it serves, behind what there is to say of the sample remote. */
    static URI address(BufferedReader out) throws IOException {
        String line = out.readLine();
        while (line != null && !line.startsWith("Rollcall serves")) {
            line = out.readLine();
        }
        assertThat(line).matches("Rollcall serves http://[0-9.]+:.*");
        return URI.create(line.split(" ", 4)[2]);
    }

    /** Ends it at once, with SIGKILL. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
