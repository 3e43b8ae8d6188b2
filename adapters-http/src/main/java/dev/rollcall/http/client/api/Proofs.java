package dev.rollcall.http.client.api;

import dev.rollcall.domain.UserId;
import java.util.Optional;

/**
 * When an answer of a remote is trusted. An intermediary may send a 404, such as a proxy without a backend, or a login page with a 200. A
 * canary is an id whose answer is known beforehand, which shows whether the other answers can be trusted.
 *
 * @param canary an id that the remote has. It is asked for after an absence, which is trusted only if the canary is present; empty for
 *     none
 * @param absentCanary an id that the remote doesn't have. It is asked for after a presence, which is trusted only if the canary is
 *     absent; empty for none
 * @param htmlIsAbsent whether a 404 or 410 is trusted even if it is HTML, though JSON was requested
 * @param hollowIsPresent whether a user is believed of whom nothing is told but the id
 */
public record Proofs(
        Optional<UserId> canary, Optional<UserId> absentCanary, boolean htmlIsAbsent, boolean hollowIsPresent) {
    /** No canaries, and nothing doubtful is trusted. */
    public static final Proofs DEFAULT = new Proofs(Optional.empty(), Optional.empty(), false, false);

    /** Returns the same with a canary that the remote has. */
    public Proofs withCanary(UserId id) {
        return new Proofs(Optional.of(id), absentCanary, htmlIsAbsent, hollowIsPresent);
    }

    /** Returns the same with a canary that the remote doesn't have. */
    public Proofs withAbsentCanary(UserId id) {
        return new Proofs(canary, Optional.of(id), htmlIsAbsent, hollowIsPresent);
    }
}
