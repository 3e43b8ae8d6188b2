package dev.rollcall.http.client.api;

import dev.rollcall.domain.UserId;
import java.util.Optional;

/**
 * When an answer of a remote is believed. A 404 may come of anybody on the way, such as a proxy that knows no backend, and a login page
 * of anybody may be a 200. A canary is an id whose answer is known beforehand: what the remote says of it shows whether the rest can be
 * believed.
 *
 * @param canary an id that the remote has. Once an absence is heard it is asked for, and the absence is only believed if it is present;
 *     empty for none
 * @param absentCanary an id that the remote hasn't. Once a presence is heard it is asked for, and the presence is only believed if
 *     it is absent; empty for none
 * @param htmlIsAbsent whether a 404 or 410 is believed that comes as HTML, though JSON was asked for
 * @param hollowIsPresent whether a user is believed of whom nothing is told but the id
 */
public record Proofs(
        Optional<UserId> canary, Optional<UserId> absentCanary, boolean htmlIsAbsent, boolean hollowIsPresent) {
    /** No canaries, and nothing doubtful is believed. */
    public static final Proofs DEFAULT = new Proofs(Optional.empty(), Optional.empty(), false, false);

    /** Returns the same with a canary that the remote has. */
    public Proofs withCanary(UserId id) {
        return new Proofs(Optional.of(id), absentCanary, htmlIsAbsent, hollowIsPresent);
    }

    /** Returns the same with a canary that the remote hasn't. */
    public Proofs withAbsentCanary(UserId id) {
        return new Proofs(canary, Optional.of(id), htmlIsAbsent, hollowIsPresent);
    }
}
