package dev.rollcall.http.server.directory;

import dev.rollcall.domain.directory.Page;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.http.server.web.Response;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * How the pages of the directory were answered lately: a page that is read again and has not changed need not be written again. A page
 * has one place, where others push it out, and gets it when it is asked for a second time: so one that nobody asks for again costs
 * nothing. It keeps 16 MiB of bodies at most, beside what of them was compressed. Safe for use by many threads, none of which waits.
 */
final class PageResponses {
    /** A power of two. */
    private static final int PLACES = 256;
    /** The longest body that is kept, in bytes. */
    private static final int MAX_BODY = 64 * 1024;

    private final AtomicReferenceArray<Written> written = new AtomicReferenceArray<>(PLACES);
    /** The hash codes of the queries that were asked last, by their places. */
    private final AtomicIntegerArray asked = new AtomicIntegerArray(PLACES);

    private record Written(Query query, Page page, Response response) {
        boolean shows(Query otherQuery, Page otherPage) {
            return page.equals(otherPage) && query.equals(otherQuery);
        }
    }

    /** Returns the response to the query that shows this page; only if there is none yet, the page is written. */
    Response get(Query query, Page page, Supplier<Response> writing) {
        int hash = query.hashCode();
        int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
        Written before = written.getAcquire(place);
        Response response = before != null && before.shows(query, page) ? before.response() : writing.get();
        if (asked.getAndSet(place, hash) == hash && response.body().length <= MAX_BODY) {
            // also if it was there before: that page may be another object, and the next reader's is compared with this
            // one at once
            written.setRelease(place, new Written(query, page, response));
        }
        return response;
    }
}
