package dev.rollcall.http.server.directory;

import dev.rollcall.domain.directory.Page;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.http.server.web.Response;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Responses to recent queries: a page that hasn't changed is neither written nor compressed again. Each query has one slot, which it shares
 * with others: the latest stays. At most 16 MiB of bodies are kept, and what of them was compressed. Safe for use by many threads, without
 * locks.
 */
final class PageResponses {
    /** A power of two. */
    private static final int SLOTS = 256;
    /** The longest body that is kept, in bytes. */
    private static final int MAX_BODY = 64 * 1024;

    private final AtomicReferenceArray<Written> slots = new AtomicReferenceArray<>(SLOTS);

    private record Written(Query query, Page page, Response response) {
        boolean shows(Query otherQuery, Page otherPage) {
            return page.equals(otherPage) && query.equals(otherQuery);
        }
    }

    /** Returns the response to the query that shows this page; it is written only if there is none yet. */
    Response get(Query query, Page page, Supplier<Response> writing) {
        int hash = query.hashCode();
        int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
        Written before = slots.getAcquire(slot);
        Response response = before != null && before.shows(query, page) ? before.response() : writing.get();
        if (response.body().length <= MAX_BODY) {
            // also if it was there: the page may be another object, with which the next reader's is compared at once
            slots.setRelease(slot, new Written(query, page, response));
        }
        return response;
    }
}
