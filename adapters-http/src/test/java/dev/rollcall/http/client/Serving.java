package dev.rollcall.http.client;

import dev.rollcall.domain.contract.RemoteUsersContract.Behaviour;

/**
 * One request that a remote served.
 *
 * @param behaviour what it did
 * @param at when it began, a value of {@link System#nanoTime()}
 * @param isFirst whether it was the first on its connection
 * @param order what the client could hear of it
 */
record Serving(Behaviour behaviour, long at, boolean isFirst, Order order) {
    /** What the connection carried before. */
    enum Order {
        /** Nothing but responses, so that the client hears what was served. */
        CLEAR,
        /** Stray bytes, soon behind a response: the client hears them in place of what was served. */
        STRAYED,
        /** Stray bytes so late that no client can tell them from a response. */
        CONFUSED
    }
}
