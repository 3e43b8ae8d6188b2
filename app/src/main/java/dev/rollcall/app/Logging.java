package dev.rollcall.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Configures logging from {@code logging.properties} beside this class: one line per event, on standard error, and not too many. */
final class Logging {
    private Logging() {}

    /** Configures logging, unless a system property of {@link LogManager} already does. */
    static void configure() {
        if (System.getProperty("java.util.logging.config.file") != null
                || System.getProperty("java.util.logging.config.class") != null) {
            return;
        }
        try (InputStream in = Logging.class.getResourceAsStream("logging.properties")) {
            LogManager.getLogManager().readConfiguration(Objects.requireNonNull(in, "logging.properties"));
            LogLimit.limit(Logger.getLogger(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
