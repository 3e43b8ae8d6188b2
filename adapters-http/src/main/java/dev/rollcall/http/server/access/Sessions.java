package dev.rollcall.http.server.access;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.rollcall.domain.access.Scope;
import dev.rollcall.domain.access.TokenHash;
import dev.rollcall.domain.access.TokenRegistry;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.http.server.web.BasePath;
import io.helidon.http.Header;
import io.helidon.webserver.http.ServerRequest;
import java.text.ParseException;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a browser stays signed in: by a cookie that says who signed in. The server keeps nothing. Who signed in with a token stays so only as
 * long as that is valid. Safe for use by many threads.
 */
final class Sessions {
    private static final String TOKEN = "token";
    private static final String SCOPES = "scopes";

    private final SignedCookie cookie;
    private final TokenRegistry tokens;

    Sessions(SignedCookie cookie, TokenRegistry tokens) {
        this.cookie = cookie;
        this.tokens = tokens;
    }

    /** Returns the cookie of whoever signed in with a token. */
    Header begin(TokenHash token, BasePath base) {
        return cookie.set(new JWTClaimsSet.Builder().claim(TOKEN, token.hex()), base);
    }

    /** Returns the cookie of a person for whom the identity provider vouches. */
    Header begin(Caller person, BasePath base) {
        return cookie.set(
                new JWTClaimsSet.Builder()
                        .subject(person.actor().name())
                        .claim(SCOPES, person.scopes().stream().map(Scope::word).toList()),
                base);
    }

    /** Returns the cookie that ends a session. */
    Header end(BasePath base) {
        return cookie.clear(base);
    }

    /** Returns who is signed in; empty if nobody is, or it has ended. */
    Optional<Caller> caller(ServerRequest request) {
        return cookie.read(request).flatMap(this::caller);
    }

    private Optional<Caller> caller(JWTClaimsSet claims) {
        try {
            String token = claims.getStringClaim(TOKEN);
            return token == null
                    ? Optional.of(person(claims))
                    : tokens.use(new TokenHash(token)).map(found -> new Caller(found.actor(), found.scopes()));
        } catch (ParseException e) {
            throw new IllegalStateException("we signed it", e);
        }
    }

    private static Caller person(JWTClaimsSet claims) throws ParseException {
        return new Caller(
                new Actor(Actor.Kind.PERSON, claims.getSubject()),
                claims.getStringListClaim(SCOPES).stream()
                        .flatMap(word -> Scope.of(word).stream())
                        .collect(Collectors.toSet()));
    }
}
