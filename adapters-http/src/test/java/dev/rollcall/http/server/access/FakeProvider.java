package dev.rollcall.http.server.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/** An identity provider of our own, which vouches for whoever the test says. Its codes are the nonces that they were issued for. */
public final class FakeProvider implements AutoCloseable {
    private final HttpServer server;
    private final RSAKey key;
    /** What the identity tokens say beside what they must. */
    public volatile JWTClaimsSet identity =
            new JWTClaimsSet.Builder().claim("preferred_username", "ada").build();
    /** What the access tokens say. */
    public volatile JWTClaimsSet access = new JWTClaimsSet.Builder().build();

    public volatile String audience = "rollcall";
    public volatile int status = 200;
    /** The body of the last request for tokens. */
    public volatile String asked = "";

    public FakeProvider() {
        try {
            key = new RSAKeyGenerator(2048).keyID("1").generate();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        server.createContext(
                "/.well-known/openid-configuration", exchange -> answer(exchange, """
                        {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token","jwks_uri":"%1$s/keys",
                        "end_session_endpoint":"%1$s/leave","response_types_supported":["code"],"subject_types_supported":["public"],
                        "id_token_signing_alg_values_supported":["RS256"]}""".formatted(issuer())));
        server.createContext("/keys", exchange -> answer(exchange, new JWKSet(key).toString()));
        server.createContext("/token", this::tokens);
        server.start();
    }

    public URI issuer() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Returns the settings of whoever trusts it. */
    public ProviderSettings settings() {
        return new ProviderSettings(
                issuer(), "rollcall", Optional.of("s3cret"), Optional.of("api"), "preferred_username", "realm.roles");
    }

    private void tokens(HttpExchange exchange) throws IOException {
        asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String nonce = asked.replaceAll(".*\\bcode=([^&]*).*", "$1");
        var claims = new JWTClaimsSet.Builder(identity).audience(audience).claim("nonce", nonce);
        answer(exchange, """
                {"token_type":"Bearer","access_token":"%s","id_token":"%s"}""".formatted(signed(access), signed(claims.build())));
    }

    /** Signs claims, with an issuer, a subject and times if they have none. */
    public String signed(JWTClaimsSet claims) {
        return signed(claims, key);
    }

    /** Does the same with a key that it doesn't have. */
    public String signedByAnotherKey(JWTClaimsSet claims) {
        try {
            return signed(claims, new RSAKeyGenerator(2048).keyID("9").generate());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String signed(JWTClaimsSet claims, RSAKey key) {
        var all = new JWTClaimsSet.Builder()
                .issuer(issuer().toString())
                .subject("s1")
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(60)));
        claims.getClaims().forEach(all::claim);
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .keyID(key.getKeyID())
                    .type(JOSEObjectType.JWT)
                    .build();
            var jwt = new SignedJWT(header, all.build());
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().put("Content-Type", List.of("application/json"));
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
