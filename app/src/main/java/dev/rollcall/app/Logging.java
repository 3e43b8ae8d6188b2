package dev.rollcall.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.logging.LogManager;

/** How we log: a line for each event, to the standard error stream, as {@code logging.properties} beside this class says. */
final class Logging {
    private Logging() {}

    /** Sets logging up, unless whoever started Java did so by the properties that {@link LogManager} knows. */
    static void configure() {
        if (System.getProperty("java.util.logging.config.file") != null
                || System.getProperty("java.util.logging.config.class") != null) {
            return;
        }
        try (InputStream in = Logging.class.getResourceAsStream("logging.properties")) {
            LogManager.getLogManager().readConfiguration(Objects.requireNonNull(in, "logging.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
