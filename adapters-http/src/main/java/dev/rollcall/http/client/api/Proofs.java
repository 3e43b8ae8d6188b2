package dev.rollcall.http.client.api;

import dev.rollcall.domain.UserId;
import dev.rollcall.http.client.mapping.Expression;
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
 * @param hollowIsPresent whether a user is believed of whom neither name nor email is told
 * @param absentWhen holds for the body of a 200 that says that there is no such user, as search endpoints do; empty if none says that
 */
public record Proofs(
        Optional<UserId> canary,
        Optional<UserId> absentCanary,
        boolean htmlIsAbsent,
        boolean hollowIsPresent,
        Optional<Expression> absentWhen) {
    /** No canaries, and nothing doubtful is trusted. */
    public static final Proofs DEFAULT = new Proofs(Optional.empty(), Optional.empty(), false, false, Optional.empty());

    /** Returns the same with a canary that the remote has. */
    public Proofs withCanary(UserId id) {
        return new Proofs(Optional.of(id), absentCanary, htmlIsAbsent, hollowIsPresent, absentWhen);
    }

    /** Returns the same with a canary that the remote doesn't have. */
    public Proofs withAbsentCanary(UserId id) {
        return new Proofs(canary, Optional.of(id), htmlIsAbsent, hollowIsPresent, absentWhen);
    }
}
