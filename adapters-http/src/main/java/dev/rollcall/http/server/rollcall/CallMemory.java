package dev.rollcall.http.server.rollcall;

import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.server.connection.Peer;
import io.helidon.webserver.http.ServerRequest;

/** What a roll call takes of the server's memory, as estimates in bytes. */
final class CallMemory {
    /** The buffers, and the ids of a stream that are in flight. */
    private static final long CALL = 256 * 1024;
    /** An id, its answer, and their share of a document in several forms. */
    private static final long ID = 4 * 1024;

    private CallMemory() {}

    /**
     * Takes memory for a roll call with all its answers.
     *
     * @throws dev.rollcall.http.server.connection.Overload if there is too little now
     */
    static void claim(ServerRequest request, Roster roster) {
        Peer.of(request).claim(CALL + ID * roster.size());
    }

    /**
     * Takes memory for a roll call of a stream of ids.
     *
     * @throws dev.rollcall.http.server.connection.Overload if there is too little now
     */
    static void claimForStream(ServerRequest request) {
        Peer.of(request).claim(CALL);
    }
}
