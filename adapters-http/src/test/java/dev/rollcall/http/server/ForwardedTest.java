package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.access.Scope;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a trusted proxy tells of how the client made a request. */
class ForwardedTest {
    private final ServedSite site = new ServedSite(ServedSite.CLOSED);

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource({"rollcall.example.org, 421", "localhost, 200", "a, 200"})
    void the_host_that_it_names_must_be_one_of_the_server(String host, int status) {
        assertThat(site.get("/sign-in", "X-Forwarded-Host", host).statusCode()).isEqualTo(status);
    }

    @Test
    void a_page_of_a_rebound_name_can_not_say_that_a_proxy_was_asked_for_another() {
        try (var client = new BareClient(site)) {
            String answer = client.send("GET /sign-in HTTP/1.1\r\nHost: evil.example\r\n")
                    .send("X-Forwarded-Host: localhost\r\nConnection: close\r\n\r\n")
                    .readToEnd();
            assertThat(answer).startsWith("HTTP/1.1 421 ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'203.0.113.7, 203.0.113.8', 203.0.113.8",
        "'203.0.113.7, unknown', 127.0.0.1",
        "'203.0.113.7, _x', 127.0.0.1"
    })
    void what_stands_before_an_address_that_is_hidden_is_the_clients_own_claim(String nodes, String client) {
        try (var complaints = new Complaints()) {
            site.get("/api/users", "Authorization", "Bearer none", "X-Forwarded-For", nodes);
            assertThat(complaints.messages()).singleElement().asString().contains(" from " + client + " ");
        }
    }

    @ParameterizedTest
    @CsvSource({"https, false", "http, true", "'http, https', false", "'https, http', true"})
    void without_tls_nobody_can_sign_in(String scheme, boolean isRefused) {
        String page = site.get("/sign-in", "X-Forwarded-Host", "a", "X-Forwarded-Proto", scheme)
                .body();
        assertThat(page.contains("This page came over plain HTTP")).isEqualTo(isRefused);
    }

    @Test
    void a_form_of_the_page_that_it_serves_is_no_foreign_one() {
        String token = site.token(Scope.READ);
        assertThat(List.of("http://a", "http://b"))
                .extracting(origin -> site.send(
                                "POST",
                                "/sign-in",
                                "token=" + token,
                                "Content-Type",
                                "application/x-www-form-urlencoded",
                                "Origin",
                                origin,
                                "X-Forwarded-Proto",
                                "https",
                                "X-Forwarded-Host",
                                "a")
                        .statusCode())
                .containsExactly(303, 403);
    }
}
