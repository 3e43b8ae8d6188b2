package dev.rollcall.http.server.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The identity provider that vouches for people: by the authorization code flow with PKCE (OpenID Connect Core 1.0, section 3.1; RFC 7636),
 * and by access tokens that are JSON Web Tokens (RFC 9068). Every method blocks until it is done; the provider has a few seconds to answer.
 * Safe for use by many threads.
 */
final class IdentityProvider {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    /** The maximum length of a key set, in bytes. */
    private static final int MAX_KEYS = 1024 * 1024;

    private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");

    private final ProviderSettings settings;
    private final ClientID client;
    private final People people;
    private @Nullable Known known;

    /** What the provider says of itself, and its keys. */
    private record Known(OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys) {}

    /**
     * What must be remembered from the begin of a sign-in to its end.
     *
     * @param state ties the answer to the browser that asked
     * @param nonce ties the proof to this sign-in
     * @param verifier ties the code to this server
     */
    record Attempt(State state, Nonce nonce, CodeVerifier verifier) {
        static Attempt random() {
            return new Attempt(new State(), new Nonce(), new CodeVerifier());
        }
    }

    IdentityProvider(ProviderSettings settings, Roles roles) {
        this.settings = settings;
        this.client = new ClientID(settings.clientId());
        this.people = new People(settings.nameClaim(), settings.rolesClaim(), roles);
    }

    /** Returns the host of the provider, by which people know it. */
    String host() {
        return settings.issuer().getHost();
    }

    /** Asks for the configuration of the provider, unless it is known. */
    private synchronized Known known() throws SignInFailure {
        if (known == null) {
            try {
                int millis = (int) TIMEOUT.toMillis();
                var metadata = OIDCProviderMetadata.resolve(new Issuer(settings.issuer()), millis, millis);
                var retriever = new DefaultResourceRetriever(millis, millis, MAX_KEYS);
                var keys = JWKSourceBuilder.create(metadata.getJWKSetURI().toURL(), retriever)
                        .build();
                known = new Known(metadata, keys);
            } catch (GeneralException | IOException e) {
                throw SignInFailure.outage(e);
            }
        }
        return known;
    }

    /** Returns where the browser must go to sign in, from where it comes back to an address of this server. */
    URI begin(Attempt attempt, URI back) throws SignInFailure {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE, new Scope("openid", "profile", "email"), client, back)
                .endpointURI(known().metadata().getAuthorizationEndpointURI())
                .state(attempt.state())
                .nonce(attempt.nonce())
                .codeChallenge(attempt.verifier(), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /**
     * Returns who signed in, by the code with which the browser came back.
     *
     * @throws SignInFailure if the provider doesn't vouch for anybody, or can't be asked
     */
    Caller finish(Attempt attempt, String code, URI back) throws SignInFailure {
        OIDCTokens tokens = exchange(new AuthorizationCodeGrant(new AuthorizationCode(code), back, attempt.verifier()));
        try {
            var validator = new IDTokenValidator(known().metadata().getIssuer(), client, selector(), null);
            JWTClaimsSet identity =
                    validator.validate(tokens.getIDToken(), attempt.nonce()).toJWTClaimsSet();
            return people.of(identity, claimsOf(tokens.getAccessToken().getValue(), Set.of()));
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw refused(e);
        }
    }

    private OIDCTokens exchange(AuthorizationCodeGrant grant) throws SignInFailure {
        URI endpoint = known().metadata().getTokenEndpointURI();
        TokenRequest.Builder request = settings.clientSecret()
                .map(secret ->
                        new TokenRequest.Builder(endpoint, new ClientSecretBasic(client, new Secret(secret)), grant))
                .orElseGet(() -> new TokenRequest.Builder(endpoint, client, grant));
        try {
            HTTPRequest http = request.build().toHTTPRequest();
            http.setConnectTimeout((int) TIMEOUT.toMillis());
            http.setReadTimeout((int) TIMEOUT.toMillis());
            return tokens(http.send());
        } catch (ParseException e) {
            throw SignInFailure.unproven("the identity provider's answer can't be read: " + e.getMessage());
        } catch (IOException e) {
            throw SignInFailure.outage(e);
        }
    }

    private static OIDCTokens tokens(HTTPResponse answer) throws SignInFailure, ParseException, IOException {
        if (answer.getStatusCode() >= 500) {
            throw new IOException("status " + answer.getStatusCode());
        }
        TokenResponse response = OIDCTokenResponseParser.parse(answer);
        if (!response.indicatesSuccess()) {
            ErrorObject error = response.toErrorResponse().getErrorObject();
            throw SignInFailure.unproven("the identity provider refused the code: " + error.getCode());
        }
        OIDCTokens tokens = ((OIDCTokenResponse) response).getOIDCTokens();
        if (tokens.getIDToken() == null) {
            throw SignInFailure.unproven("the identity provider's answer has no proof of who signed in (id_token)");
        }
        return tokens;
    }

    /**
     * Returns who a program is that sends an access token of the provider; empty if it isn't one for this server.
     *
     * @throws SignInFailure if the provider's keys can't be had
     */
    Optional<Caller> bearing(String token) throws SignInFailure {
        if (settings.audience().isEmpty()) {
            return Optional.empty();
        }
        Optional<JWTClaimsSet> claims =
                claimsOf(token, Set.of(settings.audience().get()));
        return claims.isEmpty() ? Optional.empty() : Optional.of(people.of(claims.get(), Optional.empty()));
    }

    /** Returns the claims of a token that the provider signed, and that hasn't expired; empty if it isn't such a token. */
    private Optional<JWTClaimsSet> claimsOf(String token, Set<String> audience) throws SignInFailure {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, ACCESS_TOKEN, null));
        processor.setJWSKeySelector(selector());
        var issued = new JWTClaimsSet.Builder()
                .issuer(known().metadata().getIssuer().getValue())
                .build();
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                audience.isEmpty() ? null : audience, issued, Set.of("sub", "exp"), null));
        try {
            return Optional.of(processor.process(token, null));
        } catch (RateLimitReachedException e) { // asked for a key that isn't there, and for others like it just before
            return Optional.empty();
        } catch (KeySourceException e) {
            throw SignInFailure.outage(e);
        } catch (java.text.ParseException | BadJOSEException | JOSEException e) {
            return Optional.empty();
        }
    }

    private JWSVerificationKeySelector<SecurityContext> selector() throws SignInFailure {
        return new JWSVerificationKeySelector<>(JWSAlgorithm.Family.SIGNATURE, known().keys());
    }

    private static SignInFailure refused(Exception e) {
        return e instanceof KeySourceException
                ? SignInFailure.outage(e)
                : SignInFailure.unproven("the identity provider's proof doesn't hold: " + e.getMessage());
    }

    /** Returns where the browser signs out at the provider, from where it comes back; empty if the provider has no such page. */
    Optional<URI> end(URI back) throws SignInFailure {
        return Optional.ofNullable(known().metadata().getEndSessionEndpointURI())
                .map(endpoint -> new LogoutRequest(endpoint, null, null, client, back, null, null).toURI());
    }
}
