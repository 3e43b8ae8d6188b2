package dev.rollcall.http.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Hears what is logged of warnings and errors. */
final class Complaints extends Handler implements AutoCloseable {
    private static final Logger OURS = Logger.getLogger("dev.rollcall");

    private final List<String> messages = new CopyOnWriteArrayList<>();

    Complaints() {
        setLevel(Level.WARNING);
        Logger.getLogger("").addHandler(this);
        OURS.addHandler(this);
        OURS.setLevel(Level.WARNING);
        OURS.setUseParentHandlers(false);
    }

    List<String> messages() {
        return messages;
    }

    @Override
    public void publish(LogRecord line) {
        if (isLoggable(line)) {
            messages.add(line.getLoggerName() + ": " + line.getMessage());
        }
    }

    @Override
    public void flush() {
        // nothing is held back
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
        OURS.removeHandler(this);
        OURS.setLevel(null);
        OURS.setUseParentHandlers(true);
    }
}
