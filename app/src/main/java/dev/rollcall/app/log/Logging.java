package dev.rollcall.app.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Configures logging from {@code logging.properties} beside this class: one line per event, on standard error, and not too many. */
public final class Logging {
    /** The logger of requests that were served; held, since the configuration of one that nobody holds is lost. */
    static final Logger ACCESS = Logger.getLogger(LogLimit.UNLIMITED);

    private Logging() {}

    /** Configures logging, unless a system property of {@link LogManager} already does. */
    public static void configure() {
        if (isConfigured()) {
            return;
        }
        try (InputStream in = Logging.class.getResourceAsStream("logging.properties")) {
            LogManager.getLogManager().readConfiguration(Objects.requireNonNull(in, "logging.properties"));
            LogLimit.limit(Logger.getLogger(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isConfigured() {
        return System.getProperty("java.util.logging.config.file") != null
                || System.getProperty("java.util.logging.config.class") != null;
    }

    /** Logs as a JSON document per line from now on. */
    public static void useJson() {
        if (!isConfigured()) {
            Formatter json = new JsonLines();
            for (Handler handler : Logger.getLogger("").getHandlers()) {
                handler.setFormatter(json);
            }
        }
    }

    /** Lets requests be logged at this level and above. */
    static void logRequests(Level level) {
        if (!isConfigured()) {
            ACCESS.setLevel(level);
            for (Handler handler : Logger.getLogger("").getHandlers()) {
                handler.setLevel(level);
            }
        }
    }
}
