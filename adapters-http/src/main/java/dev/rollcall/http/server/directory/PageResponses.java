package dev.rollcall.http.server.directory;

import dev.rollcall.domain.directory.Page;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.http.server.web.Response;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Caches responses to recent queries: a page that hasn't changed is neither rendered nor compressed again. Each query has one slot, shared
 * with others; the latest response replaces the one before. At most 16 MiB of bodies are cached, plus their compressed forms. Safe for use
 * by many threads, lock-free.
 */
final class PageResponses {
    /** A power of two. */
    private static final int SLOTS = 256;
    /** The maximum length of a cached body, in bytes. */
    private static final int MAX_BODY = 64 * 1024;

    private final AtomicReferenceArray<Cached> slots = new AtomicReferenceArray<>(SLOTS);

    private record Cached(Query query, Page page, Response response) {
        boolean shows(Query otherQuery, Page otherPage) {
            return page.equals(otherPage) && query.equals(otherQuery);
        }
    }

    /** Returns the cached response to the query if it shows this page; otherwise renders and caches one. */
    Response get(Query query, Page page, Supplier<Response> rendering) {
        int hash = query.hashCode();
        int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
        Cached before = slots.getAcquire(slot);
        Response response = before != null && before.shows(query, page) ? before.response() : rendering.get();
        if (response.body().length <= MAX_BODY) {
            // even on a hit: the next reader probably has this very page, which compares faster than an equal copy
            slots.setRelease(slot, new Cached(query, page, response));
        }
        return response;
    }
}
