package dev.rollcall.http.client.road;

import dev.rollcall.http.client.threads.Background;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/** Another Java process, which runs one of the tests' classes. */
final class Forked {
    private static final Duration MOST = Duration.ofSeconds(100);

    private Forked() {}

    /** The result of a process: exit code and output. */
    record End(int code, List<String> said) {}

    /** Returns the command that runs a class by the class path of the tests. */
    static List<String> command(List<String> options, Class<?> main, String... arguments) {
        return command(options, System.getProperty("java.class.path"), main, arguments);
    }

    /** Returns the command that runs a class by a class path. */
    static List<String> command(List<String> options, String classPath, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Runs a command to its end; kills it if that takes too long. */
    static End run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Runnable callOff = Background.later(process::destroyForcibly, MOST.toNanos());
        List<String> said = process.inputReader().readAllAsString().lines().toList();
        callOff.run();
        return new End(process.waitFor(), said);
    }

    /** Packs what some classes come from, so that a process needs few files for it; returns the class path. */
    static String packed(Path folder, Class<?>... classes) throws URISyntaxException {
        List<String> jars = new ArrayList<>();
        for (Class<?> one : classes) {
            CodeSource source = one.getProtectionDomain().getCodeSource();
            Path path = Path.of(source.getLocation().toURI());
            jars.add((path.toFile().isDirectory() ? packed(folder.resolve(one.getSimpleName() + ".jar"), path) : path)
                    .toString());
        }
        return String.join(System.getProperty("path.separator"), jars);
    }

    private static Path packed(Path jar, Path classes) {
        int code = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
        if (code != 0) {
            throw new IllegalStateException(classes + " can't be packed");
        }
        return jar;
    }
}
