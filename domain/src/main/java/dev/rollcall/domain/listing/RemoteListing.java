package dev.rollcall.domain.listing;

import java.util.Optional;

/**
 * Port to another system's own list of its users, which is read page by page: a cheap proof of presence, never of absence. Who isn't on it
 * may be filtered out, or not visible to us; only a {@linkplain dev.rollcall.domain.rollcall.RemoteUsers roll call} proves an absence.
 *
 * <p>Pages may overlap where users come and go while they are read: a {@link ListingWalk} tells each user once.
 *
 * <p>Implementations are safe for use by many threads. A call is an ordinary blocking method: when it returns, everything that it started
 * has ended. They are tested by the {@code RemoteListingContract} in this module's jar {@code contracts}.
 */
@FunctionalInterface
public interface RemoteListing {
    /**
     * Reads a page.
     *
     * @param cursor where the page begins, as the page before said; empty for the first page. It stays valid as long as the remote accepts
     *     it, also in another process
     * @throws ListingFailure if the page can't be read, or only a part of it: that is never the end of the listing
     * @throws IllegalArgumentException if the cursor is none of this listing; the message says why
     * @throws InterruptedException if the calling thread was interrupted; nothing is in flight
     */
    ListedPage page(Optional<String> cursor) throws ListingFailure, InterruptedException;
}
