package dev.rollcall.http.client.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.http.client.api.ConnectionFailure;
import dev.rollcall.http.client.api.Credentials;
import dev.rollcall.http.client.api.FailureDetail;
import dev.rollcall.http.client.api.Reply;
import dev.rollcall.http.client.api.Secrets;
import dev.rollcall.http.client.http1.ConnectionPool;
import dev.rollcall.http.client.http1.Endpoint;
import dev.rollcall.http.client.http1.Outcome;
import dev.rollcall.http.client.http1.RequestHead;
import dev.rollcall.http.client.http1.RoundTrip;
import dev.rollcall.http.client.http1.Route;
import dev.rollcall.http.client.mapping.JsonBody;
import dev.rollcall.http.client.network.Network;
import dev.rollcall.http.client.network.Origin;
import dev.rollcall.http.client.response.BodyMemory;
import dev.rollcall.http.client.response.RemoteResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The token endpoint of an authorization server (RFC 6749, section 3.2), asked by the client credentials grant (section 4.4). A transient
 * failure is tried three times.
 */
final class TokenEndpoint implements TokenSource {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int ATTEMPTS = 3;

    private final Credentials.Client client;
    private final ConnectionPool pool;
    private final byte[] request;
    private final FailureDetail detail;
    private final ConnectionFailure connectionFailure;

    TokenEndpoint(Credentials.Client client, Network network, Secrets secrets) {
        var origin = Origin.of(client.tokenUri());
        var endpoint = new Endpoint(origin, network);
        this.client = client;
        this.pool = new ConnectionPool(new Route(endpoint, TIMEOUT, false, BodyMemory.ofHeap()), 1);
        this.request = request(client, new RequestHead(origin, network, fields(client)));
        this.detail = new FailureDetail(secrets);
        this.connectionFailure = new ConnectionFailure(network.proxyTo(origin), detail);
        secrets.add(client.secret());
    }

    private static byte[] request(Credentials.Client client, RequestHead head) {
        return head.post(withoutFragment(client.tokenUri()), form(client));
    }

    private static Map<String, String> fields(Credentials.Client client) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Accept", "application/json");
        fields.put("User-Agent", "rollcall");
        fields.put("Content-Type", "application/x-www-form-urlencoded");
        if (!client.inBody()) {
            fields.put("Authorization", basic(client));
        }
        return fields;
    }

    private static String withoutFragment(URI uri) {
        return uri.toString().split("#", 2)[0];
    }

    /** The id and the secret are encoded before they are joined (RFC 6749, section 2.3.1). */
    private static String basic(Credentials.Client client) {
        return new Credentials.Basic(encoded(client.id()) + ":" + encoded(client.secret())).authorization();
    }

    private static String form(Credentials.Client client) {
        var form = new StringJoiner("&").add("grant_type=client_credentials");
        client.scope().ifPresent(scope -> form.add("scope=" + encoded(scope)));
        client.audience().ifPresent(audience -> form.add("audience=" + encoded(audience)));
        if (client.inBody()) {
            form.add("client_id=" + encoded(client.id())).add("client_secret=" + encoded(client.secret()));
        }
        return form.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    @Override
    public Grant grant() throws TokenFailure, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return granted(RoundTrip.of(pool, request, TIMEOUT));
            } catch (TokenFailure e) {
                if (e.isPermanent() || attempt == ATTEMPTS) {
                    throw e;
                }
            }
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        }
    }

    private Grant granted(Outcome outcome) throws TokenFailure {
        return switch (outcome) {
            case Outcome.Received received -> granted(received.response());
            case Outcome.Broke broke -> throw failure(connectionFailure.of(broke.failure()));
        };
    }

    private TokenFailure failure(Reply reply) {
        return switch (reply) {
            case Reply.Unusable unusable -> failure(unusable.detail(), true);
            case Reply.Unauthorized refused -> failure(refused.detail(), true);
            case Reply.Unavailable unavailable -> failure(unavailable.detail(), false);
            case Reply.Hindered hindered -> failure(hindered.detail(), false);
            default -> failure(reply.toString(), false);
        };
    }

    private Grant granted(RemoteResponse response) throws TokenFailure {
        int status = response.status();
        if (status != 200) {
            boolean isPermanent = status < 500 && status != 408 && status != 429;
            throw new TokenFailure("%s says %s".formatted(this, detail.of(response)), isPermanent);
        }
        try {
            return read(response);
        } catch (IOException | IllegalArgumentException e) {
            throw new TokenFailure(
                    "%s sent no token: %s".formatted(this, detail.of(response, "not the JSON of RFC 6749")), true);
        }
    }

    private TokenFailure failure(String why, boolean isPermanent) {
        return new TokenFailure("%s can't be asked: %s".formatted(this, why), isPermanent);
    }

    /** Reads a successful response (RFC 6749, section 5.1). */
    private Grant read(RemoteResponse response) throws IOException {
        @Nullable String token = null;
        String type = "bearer";
        Optional<Duration> lifetime = Optional.empty();
        try (JsonParser json = JsonBody.parser(response.content())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no object");
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                switch (name) {
                    case "access_token" -> token = json.getText();
                    case "token_type" -> type = json.getText();
                    case "expires_in" -> lifetime = seconds(json);
                    default -> json.skipChildren();
                }
            }
        }
        if (token == null || !type.toLowerCase(Locale.ROOT).equals("bearer") || !token.matches("[!-~]+")) {
            throw new IOException("no bearer token");
        }
        return new Grant(token, lifetime);
    }

    /** Some servers send the number as a string. */
    private static Optional<Duration> seconds(JsonParser json) throws IOException {
        long seconds = json.getValueAsLong(0);
        return seconds > 0
                ? Optional.of(Duration.ofSeconds(Math.min(seconds, TimeUnit.DAYS.toSeconds(1))))
                : Optional.empty();
    }

    @Override
    public void close() {
        pool.close();
    }

    /** Returns what it is and where. */
    @Override
    public String toString() {
        return "the token endpoint " + Secrets.withoutParameters(withoutFragment(client.tokenUri()));
    }
}
