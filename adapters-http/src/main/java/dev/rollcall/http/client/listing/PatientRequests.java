package dev.rollcall.http.client.listing;

import dev.rollcall.domain.listing.ListingFailure;
import dev.rollcall.http.client.api.Reply;
import dev.rollcall.http.client.api.StatusReplies;
import dev.rollcall.http.client.http1.ConnectionPool;
import dev.rollcall.http.client.http1.Outcome;
import dev.rollcall.http.client.http1.RequestHead;
import dev.rollcall.http.client.http1.RoundTrip;
import dev.rollcall.http.client.response.RemoteResponse;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends a {@code GET} until it has a success, on the calling thread. It waits as the remote and the limits ask, retries transient failures
 * as often as an id would be asked, with pauses that double and are drawn at random, and gives up after five minutes. Safe for use by many
 * threads.
 */
final class PatientRequests {
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final int MAX_DOUBLINGS = 5;
    /** How often a request is sent again with a renewed token: the first may have been sent before the renewal. */
    private static final int MOST_RENEWALS = 2;

    private final RemoteAccess remote;
    private final StatusReplies statuses;
    private final RequestHead head;
    private final ConnectionPool pool;
    private final Duration timeout;

    /**
     * Creates it.
     *
     * @param timeout how long a request may take
     */
    PatientRequests(
            RemoteAccess remote, StatusReplies statuses, RequestHead head, ConnectionPool pool, Duration timeout) {
        this.remote = remote;
        this.statuses = statuses;
        this.head = head;
        this.pool = pool;
        this.timeout = timeout;
    }

    /** What a request led to: a success, or a reply that says why there is none, which may come with a response. */
    private record Tried(@Nullable RemoteResponse success, Optional<RemoteResponse> response, Reply reply) {
        Tried(Optional<RemoteResponse> response, Reply reply) {
            this(null, response, reply);
        }
    }

    /** Learns of each request. */
    @FunctionalInterface
    interface Listener {
        /** Learns of nothing. */
        Listener NOBODY = (request, response, why) -> {};

        /**
         * A request ended.
         *
         * @param response what was received; empty if nothing was
         * @param why why that is no success; empty if it is one
         */
        void heard(byte[] request, Optional<RemoteResponse> response, Optional<Reply> why);
    }

    /**
     * Sends it.
     *
     * @param uri a URI of the origin
     * @param listener learns of each request
     * @return a response with the status 200
     * @throws ListingFailure if there is none
     */
    RemoteResponse get(String uri, Listener listener) throws ListingFailure, InterruptedException {
        long latest = System.nanoTime() + PATIENCE.toNanos();
        int failures = 0;
        int renewals = 0;
        while (true) {
            Tried tried = send(uri, failures, latest, listener);
            if (tried.success() != null) {
                return tried.success();
            }
            switch (tried.reply()) {
                case Reply.Unavailable unavailable ->
                    pause(++failures, unavailable.detail(), unavailable.retryAfter(), latest);
                case Reply.Hindered hindered -> pause(++failures, hindered.detail(), Optional.empty(), latest);
                case Reply.Outdated outdated -> {
                    if (++renewals > MOST_RENEWALS) {
                        throw new ListingFailure(outdated.detail());
                    }
                }
                case Reply.Throttled held -> checkPatience(held.detail(), latest);
                case Reply.Unauthorized refused -> throw new ListingFailure(refused.detail());
                case Reply.Unusable unusable -> throw new ListingFailure(unusable.detail());
                default -> throw new IllegalStateException("no reply to a request for a page: " + tried.reply());
            }
        }
    }

    private static void checkPatience(String why, long latest) throws ListingFailure {
        if (latest - System.nanoTime() <= 0) {
            throw new ListingFailure(why);
        }
    }

    private void pause(int failures, String why, Optional<Duration> asked, long latest)
            throws ListingFailure, InterruptedException {
        long bound = FIRST_PAUSE.toNanos() << Math.min(failures - 1, MAX_DOUBLINGS);
        Duration pause = asked.orElseGet(
                () -> Duration.ofNanos(bound / 2 + ThreadLocalRandom.current().nextLong(bound / 2)));
        boolean isTooLong = pause.compareTo(Duration.ofNanos(latest - System.nanoTime())) >= 0;
        if (failures >= remote.limits().attempts() || isTooLong) {
            throw new ListingFailure(failures > 1 ? why + " after %s attempts".formatted(failures) : why);
        }
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    }

    private Tried send(String uri, int failures, long latest, Listener listener)
            throws ListingFailure, InterruptedException {
        try (var turn = new Turn(remote)) {
            Optional<String> heldBack = turn.await(latest);
            if (heldBack.isPresent()) {
                throw new ListingFailure(heldBack.get());
            }
            Optional<String> authorization = remote.authorization().current();
            byte[] request = head.get(uri, authorization);
            Tried tried = sent(request, authorization, failures);
            boolean succeeded = tried.success() != null;
            listener.heard(request, tried.response(), succeeded ? Optional.empty() : Optional.of(tried.reply()));
            return tried;
        }
    }

    private Tried sent(byte[] request, Optional<String> authorization, int failures) throws InterruptedException {
        boolean isProbe = remote.gate().begin(System.nanoTime());
        Tried tried = new Tried(Optional.empty(), new Reply.TimedOut());
        try {
            remote.sent(failures == 0);
            tried = tried(request, authorization);
        } finally {
            boolean isFinal = failures + 1 >= remote.limits().attempts();
            if (tried.success() == null) {
                remote.gate().hear(tried.reply(), isFinal, failures > 0, isProbe, 1);
            } else {
                remote.gate().answered();
            }
        }
        return tried;
    }

    private Tried tried(byte[] request, Optional<String> authorization) throws InterruptedException {
        try {
            return switch (RoundTrip.of(pool, request, timeout)) {
                case Outcome.Received received -> received(received.response(), authorization);
                case Outcome.Broke broke -> new Tried(Optional.empty(), statuses.failure(broke.failure()));
            };
        } catch (UncheckedIOException e) {
            return new Tried(Optional.empty(), statuses.failure(Objects.requireNonNull(e.getCause())));
        }
    }

    private Tried received(RemoteResponse response, Optional<String> authorization) {
        long now = System.nanoTime();
        statuses.pause(response).ifPresent(pause -> remote.gate().pause("the remote's quota is used up", pause, now));
        if (response.status() == 200) {
            authorization.ifPresent(remote.authorization()::accepted);
            return new Tried(response, Optional.of(response), new Reply.Gone());
        }
        Reply reply = statuses.of(response);
        boolean isRenewed = reply instanceof Reply.Unauthorized
                && authorization.isPresent()
                && remote.authorization().rejected(authorization.get(), now);
        return new Tried(
                Optional.of(response), isRenewed ? new Reply.Outdated(Integer.toString(response.status())) : reply);
    }
}
