package dev.rollcall.http.server.connection;

import java.time.Duration;

/** Open connections with limits that aren't reached. */
final class Connections {
    private static final Duration LONG = Duration.ofMinutes(1);

    private Connections() {}

    /** Returns them with a budget of this many bytes. */
    static OpenConnections open(long memory) {
        return new OpenConnections(
                new ConnectionLimits(100, 100, new Patience(LONG, LONG)), new MemoryBudget(memory), () -> {});
    }
}
