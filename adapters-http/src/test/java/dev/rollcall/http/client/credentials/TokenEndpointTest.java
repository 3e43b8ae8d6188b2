package dev.rollcall.http.client.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.http.client.api.Credentials;
import dev.rollcall.http.client.api.Secrets;
import dev.rollcall.http.client.network.Network;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokenEndpointTest {
    private AuthorizationServer server;

    @BeforeEach
    void start() throws IOException {
        server = new AuthorizationServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static TokenSource.Grant grant(Credentials.Client client) throws Exception {
        try (var endpoint = new TokenEndpoint(client, Network.DEFAULT, new Secrets())) {
            return endpoint.grant();
        }
    }

    @Test
    void it_asks_by_basic_authentication_with_an_encoded_secret() throws Exception {
        assertThat(grant(server.client()))
                .isEqualTo(new TokenSource.Grant("token-1", Optional.of(Duration.ofMinutes(1))));
        String meAndSecret = "bWU6czNjciUyQnQ="; // me:s3cr%2Bt
        assertThat(server.asked())
                .containsExactly("Basic %s grant_type=client_credentials&scope=users.read".formatted(meAndSecret));
    }

    @Test
    void it_may_ask_in_the_body_and_for_an_audience() throws Exception {
        URI uri = server.client().tokenUri();
        grant(new Credentials.Client(uri, "me", "s3cr+t", Optional.empty(), Optional.of("https://api"), true));
        assertThat(server.asked())
                .containsExactly("null grant_type=client_credentials&audience=https%3A%2F%2Fapi"
                        + "&client_id=me&client_secret=s3cr%2Bt");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "401 | {\"error\":\"invalid_client\",\"error_description\":\"no s3cr+t\"} | says 401: invalid_client (no ***)",
                "400 | {\"error\":\"invalid_scope\"} | says 400: invalid_scope",
                "404 | <html> | says 404",
                "200 | <html>Sign in</html> | sent no token: not the JSON of RFC 6749",
                "200 | [] | sent no token: not the JSON of RFC 6749",
                "200 | {\"access_token\":\"a\",\"token_type\":\"mac\"} | sent no token: not the JSON of RFC 6749",
                "200 | {\"access_token\":\"a b\"} | sent no token: not the JSON of RFC 6749",
                "200 | {\"error\":\"none for you\"} | sent no token: not the JSON of RFC 6749; the remote says: none for you",
            })
    void a_rejection_is_told_once(int status, String body, String message) {
        server.answers(status, body);
        assertThatThrownBy(() -> grant(server.client()))
                .isInstanceOf(TokenFailure.class)
                .hasMessage("the token endpoint %s/token %s".formatted(server.uri(), message));
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void an_outage_is_tried_three_times() {
        server.answers(503, "");
        assertThatThrownBy(() -> grant(server.client())).hasMessageEndingWith("says 503");
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void nobody_there_is_told() {
        Credentials.Client client = server.client();
        server.close();
        assertThatThrownBy(() -> grant(client))
                .hasMessageStartingWith("the token endpoint " + client.tokenUri() + " can't be asked: ")
                .hasMessageContaining("refused");
    }

    @Test
    void a_lifetime_may_be_a_string_or_missing() throws Exception {
        server.answers(200, "{\"access_token\":\"a\",\"expires_in\":\"90\"}");
        assertThat(grant(server.client()).lifetime()).contains(Duration.ofSeconds(90));
        server.answers(200, "{\"access_token\":\"a\",\"refresh\":{\"a\":[1]}}");
        assertThat(grant(server.client()).lifetime()).isEmpty();
    }
}
