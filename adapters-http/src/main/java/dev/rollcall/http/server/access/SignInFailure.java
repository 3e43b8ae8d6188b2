package dev.rollcall.http.server.access;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A person can't be signed in; the message says why, for the log and the person. */
final class SignInFailure extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean isOutage;

    private SignInFailure(boolean isOutage, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.isOutage = isOutage;
    }

    /** The provider, or who came from it, proved nothing. */
    static SignInFailure unproven(String message) {
        return new SignInFailure(false, message, null);
    }

    static SignInFailure outage(Throwable cause) {
        return new SignInFailure(true, "the identity provider can't be asked: " + cause.getMessage(), cause);
    }

    /** Returns whether a later attempt may succeed: the provider couldn't be asked. */
    boolean isOutage() {
        return isOutage;
    }
}
