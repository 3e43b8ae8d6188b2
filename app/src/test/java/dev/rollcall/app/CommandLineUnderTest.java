package dev.rollcall.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.app.command.Shell;
import dev.rollcall.app.settings.Settings;
import dev.rollcall.app.settings.WrongSettings;
import dev.rollcall.app.wiring.OpenDirectory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The command line on a directory of its own, which is in a file; what the last command wrote can be read. */
final class CommandLineUnderTest {
    private final Properties properties = new Properties();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final String database;
    private String input = "";
    private boolean isTerminal;

    /** Creates it with an empty directory in the folder. */
    CommandLineUnderTest(Path folder) {
        database = "jdbc:h2:file:" + folder.resolve("rollcall");
    }

    /** Gives the next commands something to read. */
    CommandLineUnderTest withInput(String text) {
        input = text;
        return this;
    }

    /** Lets a person watch the next commands. */
    CommandLineUnderTest onTerminal() {
        isTerminal = true;
        return this;
    }

    /** Sets a system property. */
    CommandLineUnderTest withProperty(String name, String value) {
        properties.setProperty(name, value);
        return this;
    }

    /** Runs a command and returns its exit code. */
    int run(String... arguments) {
        out.reset();
        err.reset();
        var shell = new Shell(
                new ByteArrayInputStream(input.getBytes(UTF_8)),
                new PrintStream(out, false, UTF_8),
                new PrintStream(err, false, UTF_8),
                Map.of("ROLLCALL_DB_URL", database),
                properties,
                isTerminal);
        return Main.run(shell, arguments);
    }

    /** Opens the directory; no command can be run until it is closed. */
    OpenDirectory directory() throws WrongSettings {
        return OpenDirectory.of(Settings.of(Map.of("db.url", database)));
    }

    /** Returns what the last command wrote to the standard output. */
    String out() {
        return out.toString(UTF_8);
    }

    /** Returns what the last command wrote to the standard error. */
    String err() {
        return err.toString(UTF_8);
    }
}
