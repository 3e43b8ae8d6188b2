package dev.rollcall.http.server.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.rollcall.domain.access.Scope;
import dev.rollcall.domain.access.TokenHash;
import dev.rollcall.domain.access.TokenRegistry;
import dev.rollcall.domain.directory.Actor;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a browser stays signed in: by a cookie with a signed JSON Web Token (RFC 7519; HMAC with SHA-256), which says who signed in and when
 * that ends. The server keeps nothing. Who signed in with a token stays so only as long as that is valid.
 *
 * <p>Scripts can't read the cookie, it is never sent in the clear, other sites can't have it sent along with a form, and no other host can
 * set it ({@code __Host-}; RFC 6265bis, section 4.1.3.2). Safe for use by many threads.
 */
final class Sessions {
    static final String COOKIE = "__Host-rollcall";
    private static final String ATTRIBUTES = "; Path=/; HttpOnly; Secure; SameSite=Lax";

    /** Says for what a token was signed: none that was made for something else counts. */
    private static final String AUDIENCE = "session";

    private static final String TOKEN = "token";
    private static final String SCOPES = "scopes";

    private final byte[] key;
    private final Duration length;
    private final TokenRegistry tokens;
    private final InstantSource clock;

    Sessions(AccessSettings.SessionSettings settings, TokenRegistry tokens, InstantSource clock) {
        this.key = settings.secret().map(Sessions::key).orElseGet(Sessions::randomKey);
        this.length = settings.length();
        this.tokens = tokens;
        this.clock = clock;
    }

    private static byte[] key(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] randomKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return key;
    }

    /** Returns the cookie of whoever signed in with a token. */
    Header begin(TokenHash token) {
        return cookie(new JWTClaimsSet.Builder().audience(AUDIENCE).claim(TOKEN, token.hex()));
    }

    /** Returns the cookie of a person for whom the identity provider vouches. */
    Header begin(Caller person) {
        return cookie(new JWTClaimsSet.Builder()
                .audience(AUDIENCE)
                .subject(person.actor().name())
                .claim(SCOPES, person.scopes().stream().map(Scope::word).toList()));
    }

    /** Returns the cookie that ends a session. */
    static Header end() {
        return HeaderValues.create(HeaderNames.SET_COOKIE, COOKIE + "=; Max-Age=0" + ATTRIBUTES);
    }

    private Header cookie(JWTClaimsSet.Builder claims) {
        try {
            Date end = Date.from(clock.instant().plus(length));
            var jwt = new SignedJWT(
                    new JWSHeader(JWSAlgorithm.HS256),
                    claims.expirationTime(end).build());
            jwt.sign(new MACSigner(key));
            return HeaderValues.create(HeaderNames.SET_COOKIE, COOKIE + "=" + jwt.serialize() + ATTRIBUTES);
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java has HMAC with SHA-256", e);
        }
    }

    /** Returns who is signed in; empty if nobody is, or it has ended. */
    Optional<Caller> caller(ServerRequest request) {
        return request.headers()
                .cookies()
                .first(COOKIE)
                .asOptional()
                .flatMap(this::claims)
                .flatMap(this::caller);
    }

    private Optional<JWTClaimsSet> claims(String text) {
        try {
            SignedJWT jwt = SignedJWT.parse(text);
            JWSVerifier verifier = new MACVerifier(key);
            if (!jwt.verify(verifier)) {
                return Optional.empty();
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            boolean isValid = claims.getAudience().equals(List.of(AUDIENCE))
                    && claims.getExpirationTime().toInstant().isAfter(clock.instant());
            return isValid ? Optional.of(claims) : Optional.empty();
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
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
