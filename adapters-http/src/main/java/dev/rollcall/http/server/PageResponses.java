package dev.rollcall.http.server;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rollcall.domain.Page;
import dev.rollcall.domain.Query;
import java.util.function.Supplier;

/**
 * How the pages of the directory were answered lately: a page that is read again and has not changed need not be written again. Safe for
 * use by many threads.
 */
final class PageResponses {
    private static final long MAX_BYTES = 16 << 20;
    /** What a response takes beside its body, roughly. */
    private static final int OVERHEAD = 1024;

    private final Cache<Query, Written> lately = Caffeine.newBuilder()
            .maximumWeight(MAX_BYTES)
            .executor(Runnable::run) // to wake another thread for each page would cost more than the page
            .weigher((Query query, Written written) ->
                    OVERHEAD + written.response().body().length)
            .build();

    private record Written(Page page, Response response) {}

    /** Returns the response to the query that shows this page; only if there is none yet, the page is written. */
    Response get(Query query, Page page, Supplier<Response> writing) {
        Written before = lately.getIfPresent(query);
        if (before != null && before.page().equals(page)) {
            return before.response();
        }
        Response response = writing.get();
        lately.put(query, new Written(page, response));
        return response;
    }
}
