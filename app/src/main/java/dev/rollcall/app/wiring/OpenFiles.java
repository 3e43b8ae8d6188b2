package dev.rollcall.app.wiring;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.rollcall.app.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;

/**
 * Shares out the files that the process may have open at once, sockets included: clients may connect with what everything else leaves. If
 * all were taken, the server could accept nobody any more.
 */
final class OpenFiles {
    /** What the program itself has open: its libraries, the log, the files of the database and of imports. */
    private static final int OWN = 160;
    /** What a connection may take: itself, and the selector of a roll call. */
    private static final int CONNECTION = 3;

    private static final int LEAST_CONNECTIONS = 32;
    private static final int MAX_CONNECTIONS = 10_000;

    private OpenFiles() {}

    /**
     * Returns the maximum number of connections from clients.
     *
     * @throws UncheckedIOException if the process may have too few files open; the message says how many it needs
     */
    static int connections(Settings settings) {
        return connections(settings, limit());
    }

    static int connections(Settings settings, long limit) {
        long others = OWN + settings.database().pool() + toRemote(settings, limit);
        long connections = (limit - others) / CONNECTION;
        if (connections < LEAST_CONNECTIONS) {
            String message =
                    "the process may have %s files open, sockets included, but with remote.concurrency %s and db.pool %s it needs %s: raise the limit (ulimit -n), or lower these"
                            .formatted(
                                    limit,
                                    settings.remote().limits().concurrency(),
                                    settings.database().pool(),
                                    others + LEAST_CONNECTIONS * CONNECTION);
            throw new UncheckedIOException(message, new IOException(message));
        }
        return (int) Math.min(MAX_CONNECTIONS, connections);
    }

    /**
     * Returns how many are set aside for connections to the remote. Each roll call has its own, and those of others are closed only as it
     * returns them, so there may be more than four times as many as are in use at once. Where files are few, twice as many must do.
     */
    private static long toRemote(Settings settings, long limit) {
        long concurrency = settings.remote().limits().concurrency();
        return Math.clamp(limit / 4, 2 * concurrency, 5 * concurrency);
    }

    /** Returns how many files the process may have open; a great number where the system has no such limit. */
    private static long limit() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }
}
