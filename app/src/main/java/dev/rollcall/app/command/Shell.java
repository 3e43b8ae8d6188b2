package dev.rollcall.app.command;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The process as a command sees it.
 *
 * @param in standard input
 * @param out standard output, for results
 * @param err standard error, for messages
 * @param environment the environment variables
 * @param properties the Java system properties
 * @param isTerminal whether the output is a terminal, so that progress is shown
 */
public record Shell(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Properties properties,
        boolean isTerminal) {
    /** Returns the shell of this process. Output is UTF-8 in every locale, so that names are never turned into question marks. */
    public static Shell ofThisProcess() {
        return new Shell(
                System.in,
                new PrintStream(System.out, false, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                System.getenv(),
                System.getProperties(),
                Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent());
    }
}
