package dev.rollcall.domain.listing;

import java.io.Serial;

/**
 * A page of a listing can't be read, so that nothing is known of the users on it and behind it. It can be tried again, at its cursor. The
 * message says what happened, in a few words for a person; it contains no secrets, and quotes of the remote are truncated.
 */
public final class ListingFailure extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Creates it with its message. */
    public ListingFailure(String message) {
        super(message);
    }

    /** Returns what happened. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
