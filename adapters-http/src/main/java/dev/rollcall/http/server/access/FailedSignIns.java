package dev.rollcall.http.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rollcall.domain.Quoted;
import dev.rollcall.http.server.origin.Forwarded;
import dev.rollcall.http.server.web.RequestIdFilter;
import io.helidon.webserver.http.ServerRequest;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Slows down and logs who tries credentials: from the sixth failure of an address within ten minutes on, its failures are answered a second
 * late. Whoever has valid ones never waits. Safe for use by many threads.
 */
final class FailedSignIns {
    private static final System.Logger LOG = System.getLogger(FailedSignIns.class.getName());

    /** How many failures are answered at once. */
    private static final int FREE = 5;
    /** After how many, each one that is a power of two is logged. */
    private static final int LOGGED = 5;

    /** How much is logged of what was wrong, in UTF-16 units: some of it may be the client's own words. */
    private static final int MAX_WHAT = 200;

    private static final long MAX_ADDRESSES = 10_000;
    private static final Duration MEMORY = Duration.ofMinutes(10);
    private static final Duration DELAY = Duration.ofSeconds(1);

    private final Cache<String, AtomicInteger> counts = Caffeine.newBuilder()
            .maximumSize(MAX_ADDRESSES)
            .expireAfterWrite(MEMORY)
            .build();

    /**
     * Counts a failure, and lets it wait.
     *
     * @param what what was wrong, without any secret
     */
    void failed(ServerRequest request, String what) throws InterruptedException {
        String address = Forwarded.of(request).client().getHostAddress();
        int count = counts.get(address, none -> new AtomicInteger()).incrementAndGet();
        if (count <= LOGGED || Integer.bitCount(count) == 1) {
            LOG.log(
                    Level.WARNING,
                    "request %s from %s failed to sign in: %s (failure %s of this address in %s minutes)"
                            .formatted(
                                    RequestIdFilter.of(request),
                                    address,
                                    Quoted.plain(what, MAX_WHAT),
                                    count,
                                    MEMORY.toMinutes()));
        }
        if (count > FREE) {
            Thread.sleep(DELAY);
        }
    }
}
