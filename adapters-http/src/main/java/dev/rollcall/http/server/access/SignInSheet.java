package dev.rollcall.http.server.access;

import java.net.URI;
import java.util.Optional;

/**
 * What the page to sign in shows.
 *
 * @param to the path to go on to
 * @param isSecure whether the browser would keep the cookie
 * @param provider the host of the identity provider; empty if there is none
 * @param leaving where whoever just signed out does so at the identity provider, too
 * @param error why it failed
 */
public record SignInSheet(
        String to, boolean isSecure, Optional<String> provider, Optional<URI> leaving, Optional<String> error) {
    /** Returns what is wrong with the token; empty if nothing is, or the error may be the provider's. */
    public Optional<String> tokenError() {
        return error.filter(any -> provider.isEmpty());
    }
}
