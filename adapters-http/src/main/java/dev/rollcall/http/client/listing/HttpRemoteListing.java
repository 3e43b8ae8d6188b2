package dev.rollcall.http.client.listing;

import dev.rollcall.domain.listing.ListedPage;
import dev.rollcall.domain.listing.ListingFailure;
import dev.rollcall.domain.listing.RemoteListing;
import dev.rollcall.http.client.api.FailureDetail;
import dev.rollcall.http.client.api.JsonContent;
import dev.rollcall.http.client.api.Secrets;
import dev.rollcall.http.client.api.StatusReplies;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.http1.ConnectionPool;
import dev.rollcall.http.client.http1.Endpoint;
import dev.rollcall.http.client.http1.RequestHead;
import dev.rollcall.http.client.http1.Route;
import dev.rollcall.http.client.mapping.UserPage;
import dev.rollcall.http.client.mapping.UserPageReader;
import dev.rollcall.http.client.network.Origin;
import dev.rollcall.http.client.response.BodyMemory;
import dev.rollcall.http.client.response.RemoteResponse;
import java.io.IOException;
import java.util.Optional;

/** A remote's list of its users, read over HTTP on the calling thread. Safe for use by many threads. */
public final class HttpRemoteListing implements RemoteListing, AutoCloseable {
    /** The most bytes of a page. */
    public static final int MAX_PAGE = 8 << 20;

    /** The number of connections beyond which idle ones are closed: few walk through a list at once. */
    private static final int MAX_CONNECTIONS = 8;

    private final Pages pages;
    private final Endpoint endpoint;
    private final ConnectionPool pool;
    private final PatientRequests requests;
    private final UserPageReader reader;
    private final FailureDetail detail;

    /**
     * Creates the listing. It connects with the first page.
     *
     * @param secrets what must not be shown
     * @param remote the limits and the state that it shares with roll calls
     * @throws IllegalArgumentException if the mapping says of no id where it is
     */
    public HttpRemoteListing(Upstream upstream, UserList list, Secrets secrets, RemoteAccess remote) {
        Origin origin = list.uri().origin();
        this.pages = new Pages(list);
        this.endpoint = new Endpoint(origin, upstream.network());
        this.pool = new ConnectionPool(
                new Route(endpoint, list.timeout(), true, BodyMemory.ofHeap(MAX_PAGE)), MAX_CONNECTIONS);
        this.requests = new PatientRequests(
                remote,
                new StatusReplies(upstream, origin, secrets),
                new RequestHead(origin, upstream.network(), upstream.requestFields()),
                pool,
                list.timeout());
        this.reader = new UserPageReader(
                list.users(), list.total(), upstream.fields(), upstream.proofs().hollowIsPresent());
        this.detail = new FailureDetail(secrets);
        endpoint.prepare();
    }

    @Override
    public ListedPage page(Optional<String> cursor) throws ListingFailure, InterruptedException {
        String uri = pages.uri(cursor);
        endpoint.awaitPrepared();
        RemoteResponse response = requests.get(uri);
        try {
            UserPage page = reader.read(JsonContent.of(response));
            return new ListedPage(
                    page.users(), page.unreadable(), page.blank(), pages.next(cursor, uri, page, response));
        } catch (IOException | RuntimeException e) {
            // a library that chokes on what the remote sent must not look like an error of ours
            throw new ListingFailure(detail.of(response, String.valueOf(e.getMessage())));
        }
    }

    /** Closes idle connections now, and those in use once they are idle. */
    @Override
    public void close() {
        pool.close();
    }
}
