package dev.rollcall.app.command;

import dev.rollcall.domain.directory.Actor;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The process as a command sees it.
 *
 * @param in standard input
 * @param out standard output, for results
 * @param err standard error, for messages
 * @param environment the environment variables
 * @param properties the Java system properties
 * @param isTerminal whether standard error is a terminal, so that progress is shown on it
 */
public record Shell(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Properties properties,
        boolean isTerminal) {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
    private static final Pattern TERMINAL = Pattern.compile("/dev/(pts/[0-9]+|tty.*|console)");

    /** Returns the shell of this process. Output is UTF-8 in every locale, so that names are never turned into question marks. */
    public static Shell ofThisProcess() {
        return new Shell(
                System.in,
                new PrintStream(System.out, false, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                System.getenv(),
                System.getProperties(),
                isTerminal(STANDARD_ERROR));
    }

    /**
     * Returns who runs a command, for the history: the name that is given, or else the operating system's user, or else the command.
     *
     * @throws ParameterException if the name can't be an actor's
     */
    Actor actor(@Nullable String given, CommandSpec spec) {
        try {
            return new Actor(
                    Actor.Kind.COMMAND, given == null ? properties.getProperty("user.name", spec.name()) : given);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--by: " + e.getMessage());
        }
    }

    /** Returns whether the link of an open file leads to a terminal; a console of Java is one whatever standard error is. */
    static boolean isTerminal(Path open) {
        try {
            return TERMINAL.matcher(Files.readSymbolicLink(open).toString()).matches();
        } catch (IOException | UnsupportedOperationException e) {
            return false; // a system without such links: there is no progress line
        }
    }
}
