package dev.rollcall.http.client;

/**
 * Describes the remote.
 *
 * @param uri where its users are
 * @param fields where the fields of a user stand in its JSON
 * @param concurrency the most requests in flight at once, over all roll calls; at least 1
 */
public record Upstream(UriTemplate uri, UserFields fields, int concurrency) {
    /**
     * Checks the bound.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Upstream {
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency must be at least 1: " + concurrency);
        }
    }
}
