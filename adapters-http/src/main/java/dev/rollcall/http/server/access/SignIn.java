package dev.rollcall.http.server.access;

import dev.rollcall.domain.access.TokenRegistry;
import dev.rollcall.http.server.web.Resource;
import java.time.InstantSource;

/** How callers sign in: the guard of all operations, and the pages for it, which share what they know. */
public final class SignIn {
    private final Resource.Guard guard;
    private final SignInPages pages;
    private final TokenPages tokenPages;

    /** Creates it; the clock ends sessions. */
    public SignIn(AccessSettings settings, TokenRegistry tokens, InstantSource clock) {
        var sessions = new Sessions(settings.session(), tokens, clock);
        var failures = new FailedSignIns();
        guard = new AccessControl(settings, tokens, sessions, failures);
        pages = new SignInPages(settings, tokens, sessions, failures);
        tokenPages = new TokenPages(settings, tokens, clock);
    }

    /** Returns the guard of all operations. */
    public Resource.Guard guard() {
        return guard;
    }

    /** Returns the pages where people sign in and out. */
    public SignInPages pages() {
        return pages;
    }

    /** Returns the page of whoever signed in, with the tokens of all programs. */
    public TokenPages tokenPages() {
        return tokenPages;
    }
}
