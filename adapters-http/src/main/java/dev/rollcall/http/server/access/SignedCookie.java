package dev.rollcall.http.server.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.rollcall.http.server.web.BasePath;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * A cookie with a signed JSON Web Token (RFC 7519; HMAC with SHA-256): what a browser keeps for the server, and can't change.
 *
 * <p>Scripts can't read it, it is never sent in the clear, other sites can't have it sent along with a form, and no other host can set it
 * ({@code __Host-}; RFC 6265bis, section 4.1.3.2). Below a base path it isn't sent to other sites of the same host, whose pages could set it,
 * though ({@code __Secure-}). Safe for use by many threads.
 *
 * @param name its name after the prefix; a token that was signed for another one doesn't count
 * @param key for HMAC with SHA-256, of 256 bits
 * @param length how long it is valid
 * @param clock tells the time
 */
record SignedCookie(String name, SecretKey key, Duration length, InstantSource clock) {
    private static final String ATTRIBUTES = "; HttpOnly; Secure; SameSite=Lax; Path=";

    /** Returns the header that has the browser keep these claims. */
    Header set(JWTClaimsSet.Builder claims, BasePath base) {
        try {
            Date end = Date.from(clock.instant().plus(length));
            var jwt = new SignedJWT(
                    new JWSHeader(JWSAlgorithm.HS256),
                    claims.audience(name).expirationTime(end).build());
            jwt.sign(new MACSigner(key));
            return header(jwt.serialize() + ATTRIBUTES, base);
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java has HMAC with SHA-256", e);
        }
    }

    /** Returns the header that has the browser forget them. */
    Header clear(BasePath base) {
        return header("; Max-Age=0" + ATTRIBUTES, base);
    }

    private Header header(String value, BasePath base) {
        return HeaderValues.create(HeaderNames.SET_COOKIE, fullName(base) + "=" + value + base.root());
    }

    private String fullName(BasePath base) {
        return (base.equals(BasePath.NONE) ? "__Host-" : "__Secure-") + name;
    }

    /** Returns the claims that a request brings back; empty if there are none, they were changed, or they have expired. */
    Optional<JWTClaimsSet> read(ServerRequest request) {
        String fullName = fullName(BasePath.of(request));
        return request.headers().cookies().first(fullName).asOptional().flatMap(this::verified);
    }

    private Optional<JWTClaimsSet> verified(String text) {
        try {
            SignedJWT jwt = SignedJWT.parse(text);
            if (!jwt.verify(new MACVerifier(key))) {
                return Optional.empty();
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            boolean isValid = claims.getAudience().equals(List.of(name))
                    && claims.getExpirationTime().toInstant().isAfter(clock.instant());
            return isValid ? Optional.of(claims) : Optional.empty();
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }
}
