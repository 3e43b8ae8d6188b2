package dev.rollcall.http.server.access;

import dev.rollcall.domain.access.IssuedToken;
import dev.rollcall.domain.access.Scope;
import dev.rollcall.domain.access.Token;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the page of whoever signed in shows.
 *
 * @param caller who that is
 * @param isRequired whether callers must sign in
 * @param tokens all tokens; none if the caller may not see them
 * @param issued the token that was just issued
 * @param form the form for another one
 * @param now when it is shown
 */
public record AccessSheet(
        Caller caller,
        boolean isRequired,
        List<Token> tokens,
        Optional<IssuedToken> issued,
        TokenForm form,
        Instant now) {
    /** Returns whether the caller may see, issue and revoke tokens. */
    public boolean hasTokens() {
        return caller.scopes().contains(Scope.OPERATE);
    }

    /** Returns what the caller may do, in words. */
    public String scopes() {
        return caller.scopes().isEmpty() ? "nothing" : Scope.list(caller.scopes());
    }
}
