package dev.rollcall.http.client.credentials;

import dev.rollcall.http.client.api.Credentials;
import dev.rollcall.http.client.api.Secrets;
import dev.rollcall.http.client.threads.Background;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bearer token that an authorization server grants. Roll calls share it, and one renewal.
 *
 * <p>It is renewed in the background when a third of its lifetime is left, or a minute of a long one; and once after a 401. A failed renewal
 * ends the wait of all that wait for it. The next one begins after a second; after ten if the server rejected our request.
 */
final class RenewedToken implements Authorization {
    /** How long a token is used whose lifetime isn't told, unless it is rejected earlier. */
    private static final Duration LIFETIME = Duration.ofMinutes(5);
    /** How much of the lifetime is left when it is renewed, at most. */
    private static final long EARLY = Duration.ofMinutes(1).toNanos();
    /** How much of the lifetime is left when it counts as expired, at most: a request takes time. */
    private static final long MARGIN = Duration.ofSeconds(2).toNanos();

    private static final long RETRY = Duration.ofSeconds(1).toNanos();
    private static final long RETRY_AFTER_REJECTION = Duration.ofSeconds(10).toNanos();

    private final TokenSource source;
    private final Secrets secrets;
    private final List<Runnable> waiting = new ArrayList<>();
    private @Nullable Held held;
    /** Whether the token replaced a rejected one, and wasn't accepted yet. */
    private boolean doubtful;

    private long doubtfulSince;
    private boolean renewing;
    private long renewingSince;
    private @Nullable TokenFailure failure;
    private long retryAt;
    private int failures;

    /** A token with the times at which it is to be renewed and no longer used, values of {@link System#nanoTime()}. */
    private record Held(String authorization, long renewAt, long expiresAt) {
        static Held of(TokenSource.Grant grant, long now) {
            long life = grant.lifetime().orElse(LIFETIME).toNanos();
            return new Held(
                    Credentials.bearer(grant.token()),
                    now + life - Math.min(EARLY, life / 3),
                    now + life - Math.min(MARGIN, life / 10));
        }
    }

    RenewedToken(TokenSource source, Secrets secrets) {
        this.source = source;
        this.secrets = secrets;
    }

    @Override
    public synchronized Optional<String> current() {
        return Optional.ofNullable(held).map(Held::authorization);
    }

    @Override
    public synchronized Optional<Missing> missing(long now) {
        boolean isValid = held != null && held.expiresAt() - now > 0;
        boolean isDue = held == null || held.renewAt() - now <= 0;
        if (isDue && !renewing && (failure == null || retryAt - now <= 0)) {
            renew(now);
        }
        return isValid ? Optional.empty() : Optional.of(missingNow(now));
    }

    private Missing missingNow(long now) {
        if (renewing || failure == null) {
            String why = "%s has not granted a token in %s ms"
                    .formatted(source, Duration.ofNanos(now - renewingSince).toMillis());
            return new Missing(now + RETRY, true, why, failures);
        }
        return new Missing(failure.isPermanent() ? Long.MAX_VALUE / 2 + now : retryAt, false, failure.why(), failures);
    }

    private void renew(long now) {
        renewing = true;
        renewingSince = now;
        Background.startWaiting("token", this::fetch);
    }

    private void fetch() {
        try {
            granted(source.grant());
        } catch (TokenFailure e) {
            failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed(new TokenFailure("the renewal was interrupted", false));
        } catch (RuntimeException e) {
            failed(new TokenFailure("the renewal failed: " + e, false));
        }
        changed();
    }

    private synchronized void granted(TokenSource.Grant grant) {
        held = Held.of(grant, System.nanoTime());
        secrets.addAuthorization(held.authorization());
        renewing = false;
        failure = null;
    }

    private synchronized void failed(TokenFailure why) {
        renewing = false;
        failure = why;
        failures++;
        retryAt = System.nanoTime() + (why.isPermanent() ? RETRY_AFTER_REJECTION : RETRY);
    }

    private void changed() {
        List<Runnable> told;
        synchronized (this) {
            told = List.copyOf(waiting);
            waiting.clear();
        }
        told.forEach(Runnable::run);
    }

    @Override
    public synchronized boolean rejected(String used, long now) {
        if (held == null || !held.authorization().equals(used)) {
            return true; // it is being renewed, or was
        }
        if (doubtful && now - doubtfulSince < RETRY_AFTER_REJECTION) {
            return false;
        }
        doubtful = true;
        doubtfulSince = now;
        held = null;
        failure = null;
        return true;
    }

    @Override
    public synchronized void accepted(String used) {
        if (doubtful && held != null && held.authorization().equals(used)) {
            doubtful = false;
        }
    }

    @Override
    public synchronized void whenRenewed(Runnable wake) {
        if (!renewing && held != null) {
            wake.run(); // it ended just before
        } else if (!waiting.contains(wake)) {
            waiting.add(wake);
        }
    }

    @Override
    public synchronized void forget(Runnable wake) {
        waiting.remove(wake);
    }

    @Override
    public void close() {
        source.close();
    }
}
