package dev.rollcall.http.client.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.Explanation;
import dev.rollcall.domain.rollcall.Explanation.Value;
import dev.rollcall.http.client.HttpRemoteUsers;
import dev.rollcall.http.client.api.Credentials;
import dev.rollcall.http.client.api.Proofs;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.credentials.AuthorizationServer;
import dev.rollcall.http.client.mapping.FieldMapping;
import dev.rollcall.http.client.network.Network;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ExplainerTest {
    private static final CallPolicy PATIENT = new CallPolicy(Duration.ofSeconds(30), 8);

    private AuthorizationServer server;

    @BeforeEach
    void start() throws IOException {
        server = new AuthorizationServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Explanation explain(Credentials credentials, Proofs proofs) throws InterruptedException {
        Upstream upstream = Upstream.of(new UriTemplate(server.uri() + "/users/{id}"))
                .with(credentials)
                .with(proofs);
        try (var users = new HttpRemoteUsers(upstream)) {
            return users.explain(new UserId("7"), PATIENT);
        }
    }

    @Test
    void what_was_sent_received_and_found_is_told_without_secrets() throws InterruptedException {
        Explanation explanation = explain(server.client(), Proofs.DEFAULT);
        assertThat(explanation.answer()).isInstanceOf(Answer.Present.class);
        assertThat(explanation.requests()).singleElement().satisfies(request -> {
            assertThat(request.sent())
                    .startsWith("GET /users/7 HTTP/1.1\nHost: 127.0.0.1")
                    .endsWith("Authorization: ***");
            assertThat(request.received())
                    .startsWith("200\n")
                    .contains("content-type: application/json\n")
                    .endsWith("{\"id\":\"7\",\"name\":\"User 7\",\"email\":\"a@b\"}");
            assertThat(request.values())
                    .containsExactly(
                            new Value("id", "/id", "\"7\""),
                            new Value("name", "/name", "\"User 7\""),
                            new Value("email", "/email", "\"a@b\""));
            assertThat(request.meaning()).isEqualTo("present");
        });
    }

    @Test
    void each_request_is_told_and_canaries_are_too() throws InterruptedException {
        Explanation explanation = explain(server.client(), Proofs.DEFAULT.withAbsentCanary(new UserId("nobody")));
        assertThat(explanation.answer()).isInstanceOf(Answer.Failed.class);
        assertThat(explanation.requests().stream().map(request -> request.id().value()))
                .containsExactly("7", "nobody");
    }

    @Test
    void a_failure_is_told_with_what_was_received() throws InterruptedException {
        Explanation explanation = explain(new Credentials.Token("worn-out"), Proofs.DEFAULT);
        assertThat(explanation.requests()).singleElement().satisfies(request -> {
            assertThat(request.sent()).endsWith("Authorization: ***");
            assertThat(request.values()).isEmpty();
            assertThat(request.received()).startsWith("401\n").contains("invalid_token");
            assertThat(request.meaning()).isEqualTo("status: 401: invalid_token");
        });
    }

    @Test
    void secrets_in_the_uri_and_in_headers_are_left_out() throws InterruptedException {
        var template = new UriTemplate(server.uri() + "/users/{id}?full=1&api_key=s3cret");
        var upstream = new Upstream(
                template,
                FieldMapping.DEFAULT,
                RequestLimits.DEFAULT,
                Credentials.NONE,
                Map.of("X-Pin", "12"),
                Proofs.DEFAULT,
                Network.DEFAULT);
        try (var users = new HttpRemoteUsers(upstream)) {
            assertThat(users.explain(new UserId("7"), PATIENT).requests())
                    .allSatisfy(request -> assertThat(request.sent())
                            .startsWith("GET /users/7?full=1&api_key=*** HTTP/1.1\n")
                            .contains("X-Pin: ***", "User-Agent: rollcall"));
        }
    }

    @Test
    void that_nothing_was_received_is_told() throws InterruptedException {
        Upstream upstream = Upstream.of(new UriTemplate(server.uri() + "/users/{id}"));
        server.close();
        try (var users = new HttpRemoteUsers(upstream)) {
            assertThat(users.explain(new UserId("7"), PATIENT).requests())
                    .isNotEmpty()
                    .allSatisfy(request -> {
                        assertThat(request.received()).isEmpty();
                        assertThat(request.meaning()).isEqualTo("may pass: no connection: refused");
                    });
        }
    }
}
