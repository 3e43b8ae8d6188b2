package dev.rollcall.app;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;

/**
 * What a command is given by the process it runs in.
 *
 * @param out where results go
 * @param err where messages go
 * @param environment the environment variables
 * @param properties the Java system properties
 */
record Shell(PrintStream out, PrintStream err, Map<String, String> environment, Properties properties) {
    /** Returns that of this process. Text goes out as UTF-8, whatever the locale: a name is never turned into question marks. */
    static Shell ofThisProcess() {
        return new Shell(
                new PrintStream(System.out, false, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                System.getenv(),
                System.getProperties());
    }
}
