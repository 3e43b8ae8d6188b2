package dev.rollcall.http.server.connection;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.spi.ServerConnection;
import java.time.Duration;

/** A connection that is one of the open ones for as long as it is served. */
final class WatchedConnection implements ServerConnection, InterruptableTask<Void> {
    private final ServerConnection connection;
    private final Peer peer;
    private final OpenConnections open;

    WatchedConnection(ServerConnection connection, Peer peer, OpenConnections open) {
        this.connection = connection;
        this.peer = peer;
        this.open = open;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        open.add(peer);
        try {
            connection.handle(limit);
        } finally {
            open.remove(peer);
        }
    }

    @Override
    public Duration idleTime() {
        return connection.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
        connection.close(interrupt);
    }

    @Override
    public boolean canInterrupt() {
        return connection instanceof InterruptableTask<?> task && task.canInterrupt();
    }
}
