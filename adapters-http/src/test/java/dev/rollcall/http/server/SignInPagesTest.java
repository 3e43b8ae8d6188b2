package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.access.Scope;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages where people sign in and out. */
final class SignInPagesTest {
    private final ServedSite site = new ServedSite(ServedSite.CLOSED);

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void a_person_is_sent_to_sign_in_and_comes_back() {
        HttpResponse<String> sent = site.get("/users/7?x=1&y=a%20b", "Accept", "text/html");
        String signIn = ServedSite.location(sent);
        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(signIn).isEqualTo("/sign-in?to=%2Fusers%2F7%3Fx%3D1%26y%3Da%2520b");
        assertThat(site.get(signIn).body()).contains("name=\"to\" value=\"/users/7?x=1&amp;y=a%20b\"");

        HttpResponse<String> signedIn = site.signIn(site.token(Scope.READ), "/users/7?x=1");

        assertThat(ServedSite.location(signedIn)).isEqualTo("/users/7?x=1");
        assertThat(site.get("/", "Cookie", ServedSite.cookie(signedIn)).statusCode())
                .isEqualTo(200);
        assertThat(site.get("/access", "Cookie", ServedSite.cookie(signedIn)).body())
                .contains("You are token 0 (token). You may: read.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "/\\evil.example", "https://evil.example", "javascript:x", "", "/a b"})
    void nobody_is_sent_to_another_site(String to) {
        assertThat(ServedSite.location(site.signIn(site.token(Scope.READ), to.replace(" ", "%20"))))
                .isEqualTo("/");
    }

    @Test
    void a_wrong_token_gets_the_form_again() {
        HttpResponse<String> response = site.signIn("rollcall_guess", "/users");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body())
                .contains("this token is unknown", "value=\"/users\"")
                .doesNotContain("guess");
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void nobody_signs_in_over_plain_http_from_elsewhere() {
        assertThat(signInPage("Host: a")).contains("plain HTTP").doesNotContain("name=\"token\"");
        assertThat(signInPage("Host: a\r\nX-Forwarded-Proto: https")).contains("name=\"token\"");
        assertThat(signInPage("Host: localhost:1")).contains("name=\"token\"");
        try (var client = new BareClient(site)) {
            String form = "token=" + site.token(Scope.READ);
            client.send("POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    + "Content-Length: %s\r\n\r\n%s".formatted(form.length(), form));
            assertThat(client.readUntil("</html>"))
                    .contains("403", "plain HTTP")
                    .doesNotContain("Set-Cookie");
        }
    }

    private String signInPage(String headers) {
        try (var client = new BareClient(site)) {
            return client.send("GET /sign-in HTTP/1.1\r\n%s\r\n\r\n".formatted(headers))
                    .readUntil("</html>");
        }
    }
}
