package dev.rollcall.http.server;

import dev.rollcall.http.server.connection.ConnectionLimits;
import dev.rollcall.http.server.connection.MemoryBudget;
import dev.rollcall.http.server.connection.Patience;
import java.time.Duration;
import java.util.List;

/**
 * The settings of a server.
 *
 * @param host the name or address to listen on; on a loopback address, only its names are answered, and the hosts
 * @param port the port; 0 for any free one
 * @param hosts the names by which clients call the server, besides those of a loopback address if it listens there; {@code *.} stands for
 *     one or more labels. None, elsewhere: all
 * @param maxConnections the maximum number of connections, of which the heap may have room for fewer; when all are taken, those on which the server waits are closed for new ones
 * @param connectionsPerAddress how many connections an address may have before its own are closed first
 * @param readTimeout how long a client may take to send the head of a request, or to send more of a body
 * @param writeTimeout how long a client may read nothing while it is sent a response
 * @param grace how long requests in flight may continue when the server is closed, before they are cut off
 */
public record ServerSettings(
        String host,
        int port,
        List<String> hosts,
        int maxConnections,
        int connectionsPerAddress,
        Duration readTimeout,
        Duration writeTimeout,
        Duration grace) {
    public ServerSettings {
        hosts = List.copyOf(hosts);
    }

    ConnectionLimits connections() {
        int max = Math.min(maxConnections, MemoryBudget.connectionsOfHeap());
        return new ConnectionLimits(max, connectionsPerAddress, new Patience(readTimeout, writeTimeout));
    }
}
