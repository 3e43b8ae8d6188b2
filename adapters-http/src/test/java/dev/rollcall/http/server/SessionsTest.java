package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.access.Scope;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cookie by which a browser stays signed in. */
final class SessionsTest {
    private final ServedSite site = new ServedSite(ServedSite.CLOSED);

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void the_cookie_is_kept_from_scripts_and_from_other_sites_and_hosts() {
        assertThat(site.signIn(site.token(Scope.READ), "/").headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(cookie ->
                        assertThat(cookie).matches("__Host-rollcall=[\\w.-]+; HttpOnly; Secure; SameSite=Lax; Path=/"));
    }

    @Test
    void a_session_ends_with_its_token_and_by_signing_out() {
        String cookie = ServedSite.cookie(site.signIn(site.token(Scope.READ), "/"));

        HttpResponse<String> out = site.send("POST", "/sign-out", "", "Cookie", cookie);
        assertThat(out.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(set -> assertThat(set).startsWith("__Host-rollcall=; Max-Age=0;"));

        site.tokens.revoke("token 0");
        assertThat(site.get("/api/users", "Cookie", cookie).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJhdWQiOiJzZXNzaW9uIiwic3ViIjoieCJ9."})
    void a_cookie_that_we_did_not_sign_is_worth_nothing(String value) {
        assertThat(site.get("/api/users", "Cookie", "__Host-rollcall=" + value).statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_cookie_that_was_changed_is_worth_nothing() {
        String cookie = ServedSite.cookie(site.signIn(site.token(Scope.READ), "/"));
        int last = cookie.length() - 2;
        String changed = cookie.substring(0, last) + (cookie.charAt(last) == 'A' ? 'B' : 'A') + cookie.charAt(last + 1);

        assertThat(site.get("/api/users", "Cookie", changed).statusCode()).isEqualTo(401);
    }
}
