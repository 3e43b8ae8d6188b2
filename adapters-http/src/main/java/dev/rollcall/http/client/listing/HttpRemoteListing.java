package dev.rollcall.http.client.listing;

import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.listing.ListedPage;
import dev.rollcall.domain.listing.ListingFailure;
import dev.rollcall.domain.listing.RemoteListing;
import dev.rollcall.domain.rollcall.Explanation.Value;
import dev.rollcall.http.client.api.FailureDetail;
import dev.rollcall.http.client.api.JsonContent;
import dev.rollcall.http.client.api.Reply;
import dev.rollcall.http.client.api.Secrets;
import dev.rollcall.http.client.api.StatusReplies;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.explanation.Explainer;
import dev.rollcall.http.client.explanation.WireText;
import dev.rollcall.http.client.http1.ConnectionPool;
import dev.rollcall.http.client.http1.Endpoint;
import dev.rollcall.http.client.http1.RequestHead;
import dev.rollcall.http.client.http1.Route;
import dev.rollcall.http.client.mapping.Expression;
import dev.rollcall.http.client.mapping.PageReport;
import dev.rollcall.http.client.mapping.UserPage;
import dev.rollcall.http.client.mapping.UserPageReader;
import dev.rollcall.http.client.network.Origin;
import dev.rollcall.http.client.response.BodyMemory;
import dev.rollcall.http.client.response.Malformed;
import dev.rollcall.http.client.response.RemoteResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
    private final PageReport report;
    private final WireText text;

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
        this.report = new PageReport(list.users(), where(list.next()), list.total(), upstream.fields());
        this.text = new WireText(secrets::hide);
        endpoint.prepare();
    }

    private static Optional<Expression> where(NextPage next) {
        return next instanceof NextPage.Told told ? Optional.of(told.where()) : Optional.empty();
    }

    @Override
    public ListedPage page(Optional<String> cursor) throws ListingFailure, InterruptedException {
        String uri = pages.uri(cursor);
        endpoint.awaitPrepared();
        return read(cursor, uri, requests.get(uri, PatientRequests.Listener.NOBODY));
    }

    private ListedPage read(Optional<String> cursor, String uri, RemoteResponse response) throws ListingFailure {
        try {
            UserPage page = reader.read(JsonContent.of(response));
            return new ListedPage(
                    page.users(), page.unreadable(), page.blank(), pages.next(cursor, uri, page, response));
        } catch (IOException | RuntimeException e) {
            // a library that chokes on what the remote sent must not look like an error of ours
            throw new ListingFailure(detail.of(response, String.valueOf(e.getMessage())));
        }
    }

    /**
     * Reads the first page, and explains how it came about.
     *
     * @throws InterruptedException if the calling thread was interrupted; nothing is in flight
     */
    public ListingExplanation explain() throws InterruptedException {
        List<ListingExplanation.Request> heard = new ArrayList<>();
        String uri = pages.uri(Optional.empty());
        endpoint.awaitPrepared();
        try {
            RemoteResponse response =
                    requests.get(uri, (request, answer, why) -> heard.add(told(request, answer, why)));
            return new ListingExplanation(heard, outcome(read(Optional.empty(), uri, response)), true);
        } catch (ListingFailure e) {
            return new ListingExplanation(heard, e.getMessage(), false);
        }
    }

    private ListingExplanation.Request told(byte[] request, Optional<RemoteResponse> answer, Optional<Reply> why) {
        return new ListingExplanation.Request(
                text.sent(request),
                answer.map(text::received).orElse(""),
                why.isEmpty() ? answer.map(this::values).orElse(List.of()) : List.of(),
                why.map(Explainer::meaning).orElse("a page"));
    }

    private static String outcome(ListedPage page) {
        String next = page.next()
                .map(cursor -> "the next page is at " + Quoted.of(cursor))
                .orElse("it is the last page");
        return "%s users on the first page, %s unreadable; %s"
                .formatted(page.users().size(), page.unreadable().size(), next);
    }

    private List<Value> values(RemoteResponse response) {
        try {
            return report.of(JsonContent.of(response));
        } catch (Malformed e) {
            return List.of(); // told as the outcome
        }
    }

    /** Closes idle connections now, and those in use once they are idle. */
    @Override
    public void close() {
        pool.close();
    }
}
