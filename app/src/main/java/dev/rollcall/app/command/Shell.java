package dev.rollcall.app.command;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What a command is given by the process it runs in.
 *
 * @param in what is given to it to read
 * @param out where results go
 * @param err where messages go
 * @param environment the environment variables
 * @param properties the Java system properties
 * @param isTerminal whether a person watches, so that progress may be shown
 */
public record Shell(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Properties properties,
        boolean isTerminal) {
    /** Returns that of this process. Text goes out as UTF-8, whatever the locale: a name is never turned into question marks. */
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
