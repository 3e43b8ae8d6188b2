package dev.rollcall.http.client.api;

import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.http.client.network.HttpProxy;
import dev.rollcall.http.client.network.Origin;
import dev.rollcall.http.client.response.RemoteResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** What it means that there is no response, or one that isn't a success, whatever was asked for. Safe for use by many threads. */
public final class StatusReplies {
    private final RetryRule retried;
    private final BackPressure backPressure;
    private final FailureDetail detail;
    private final ConnectionFailure connectionFailure;
    private final Optional<HttpProxy> forwarder;

    /** Creates it for the requests to an origin of a remote. */
    public StatusReplies(Upstream upstream, Origin origin, Secrets secrets) {
        this(upstream, origin, secrets, Clock.systemUTC());
    }

    /** Creates it with a clock to compare the remote's dates with. */
    StatusReplies(Upstream upstream, Origin origin, Secrets secrets, Clock clock) {
        this.retried = upstream.limits().retried();
        this.backPressure = new BackPressure(clock);
        this.detail = new FailureDetail(secrets);
        this.connectionFailure = new ConnectionFailure(upstream.network().proxyTo(origin), detail);
        this.forwarder = upstream.network().forwarderTo(origin);
    }

    /** Returns whether the settings say that the status is a transient failure. */
    boolean isRetried(RemoteResponse response) {
        return retried.covers(response);
    }

    /** Returns what a response means that isn't a success. */
    public Reply of(RemoteResponse response) {
        if (isRetried(response)) {
            return unavailable(response);
        }
        return switch (response.status()) {
            case 400 -> new Reply.Unusable(Reason.STATUS, detail.of(response) + HtmlPage.ofCertificate(response));
            case 401 -> new Reply.Unauthorized(detail.of(response));
            case 407 -> forwarder.map(connectionFailure::refusedBy).orElseGet(() -> unusable(response));
            case 408, 421, 425, 502, 503, 504 -> unavailable(response);
            case 429 -> new Reply.Throttled(detail.of(response), backPressure.retryAfter(response));
            default -> unusable(response);
        };
    }

    private Reply unavailable(RemoteResponse response) {
        return new Reply.Unavailable(Reason.STATUS, detail.of(response), backPressure.retryAfter(response));
    }

    private Reply unusable(RemoteResponse response) {
        return new Reply.Unusable(Reason.STATUS, detail.of(response));
    }

    /** Returns what it means that there is no response. */
    public Reply failure(IOException e) {
        return connectionFailure.of(e);
    }

    /** Returns how long nobody should ask the remote anything, as far as a response tells; empty, or longer than zero. */
    public Optional<Duration> pause(RemoteResponse response) {
        return backPressure.pause(response);
    }
}
