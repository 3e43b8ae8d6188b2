package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.rollcall.http.server.access.FakeProvider;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How people go to the identity provider and come back. Keycloak and a browser do the same in .ci/remotes. */
final class ProviderPagesTest {
    private final FakeProvider provider = new FakeProvider();
    private final ServedSite site = new ServedSite(ServedSite.closedWith(provider.settings()));

    @AfterEach
    void close() {
        site.close();
        provider.close();
    }

    private static String parameter(String uri, String name) {
        Matcher found = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(uri);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    /** Goes to the provider and comes back with its code. */
    private HttpResponse<String> signIn(String to) {
        HttpResponse<String> gone = site.get("/sign-in/provider?to=" + to);
        String there = ServedSite.location(gone);
        String answer = "code=%s&state=%s".formatted(parameter(there, "nonce"), parameter(there, "state"));
        return site.get(
                "/sign-in/back?" + answer + "&session_state=x&scope=openid%20email&authuser=0",
                "Cookie",
                ServedSite.cookie(gone));
    }

    /** Goes to the provider and comes back with another answer. */
    private HttpResponse<String> comeBack(String answer) {
        HttpResponse<String> gone = site.get("/sign-in/provider");
        String state = parameter(ServedSite.location(gone), "state");
        return site.get("/sign-in/back?%s&state=%s".formatted(answer, state), "Cookie", ServedSite.cookie(gone));
    }

    /** Returns the cookie of the session, among those that are set. */
    private static String session(HttpResponse<String> response) {
        return response.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("__Host-rollcall="))
                .findAny()
                .orElseThrow()
                .replaceAll(";.*", "");
    }

    @Test
    void a_person_comes_back_signed_in_to_the_page_they_wanted() {
        provider.identity = new JWTClaimsSet.Builder()
                .claim("preferred_username", "ada")
                .claim("realm", Map.of("roles", List.of("read")))
                .build();

        HttpResponse<String> back = signIn("%2Fusers%2F7");

        assertThat(ServedSite.location(back)).isEqualTo("/users/7");
        assertThat(back.headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("__Host-rollcall-sign-in=; Max-Age=0"));
        assertThat(site.get("/access", "Cookie", session(back)).body())
                .contains("You are ada (person). You may: read.");
        HttpResponse<String> out = site.send("POST", "/sign-out", "", "Cookie", session(back));
        assertThat(out.body()).contains("Sign out at 127.0.0.1", provider.issuer() + "/leave?");
        assertThat(session(out)).isEqualTo("__Host-rollcall=");
    }

    @Test
    void the_address_to_come_back_to_is_the_one_that_the_browser_knows() {
        assertThat(redirect(site.get("/sign-in/provider"))).isEqualTo(site.address() + "sign-in/back");
        assertThat(redirect(site.get("/sign-in/provider", "X-Forwarded-Proto", "https")))
                .isEqualTo("https://" + site.address().getAuthority() + "/sign-in/back");
    }

    @Test
    void a_host_that_is_none_is_refused() {
        try (var client = new BareClient(site)) {
            client.send("GET /sign-in/provider HTTP/1.1\r\nHost: a:%\r\n\r\n");
            assertThat(client.readUntil("}")).startsWith("HTTP/1.1 400");
        }
    }

    private static String redirect(HttpResponse<String> response) {
        return URI.create("x:?" + parameter(ServedSite.location(response), "redirect_uri"))
                .getSchemeSpecificPart()
                .substring(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"code=c", "code=c&state=s", "state=s", ""})
    void who_was_not_sent_by_this_browser_is_not_signed_in(String answer) {
        HttpResponse<String> back = site.get("/sign-in/back?" + answer);

        assertThat(back.statusCode()).isEqualTo(403);
        assertThat(back.body()).contains("not begun with this browser", "Sign in with 127.0.0.1");
    }

    @Test
    void a_state_of_another_sign_in_is_refused() {
        String cookie = ServedSite.cookie(site.get("/sign-in/provider"));
        String other = parameter(ServedSite.location(site.get("/sign-in/provider")), "state");

        assertThat(site.get("/sign-in/back?code=c&state=" + other, "Cookie", cookie)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void who_declines_is_told_and_may_try_again() {
        HttpResponse<String> back = comeBack("error=access_denied");

        assertThat(back.statusCode()).isEqualTo(403);
        assertThat(back.body()).contains("the identity provider said access_denied");
    }

    @Test
    void what_it_says_can_not_begin_a_line_of_the_log() {
        try (var complaints = new Complaints()) {
            comeBack("error=x%0Aforged");
            assertThat(complaints.messages())
                    .singleElement()
                    .asString()
                    .contains("the identity provider said x", "forged")
                    .doesNotContain("\n");
        }
    }

    @Test
    void an_empty_code_is_none() {
        HttpResponse<String> back = comeBack("code=%20");

        assertThat(back.statusCode()).isEqualTo(403);
        assertThat(back.body()).contains("the identity provider said nothing");
    }

    @Test
    void a_page_whose_address_no_cookie_holds_is_forgotten_on_the_way() {
        assertThat(ServedSite.location(signIn("%2Fusers%3Fids=" + "1%2C".repeat(1000))))
                .isEqualTo("/");
        assertThat(ServedSite.location(signIn("%2Fusers%3Fids=" + "1%2C".repeat(900))))
                .startsWith("/users?ids=1,1,");
    }

    @Test
    void tokens_of_keys_that_the_provider_does_not_have_are_refused_however_many_come() {
        String token = provider.signedByAnotherKey(
                new JWTClaimsSet.Builder().audience("api").build());
        for (int i = 0; i < 5; i++) {
            assertThat(site.get("/api/users", "Authorization", "Bearer " + token)
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void a_provider_that_is_away_is_told() {
        provider.status = 500;

        HttpResponse<String> gone = site.get("/sign-in/provider");

        assertThat(gone.statusCode()).isEqualTo(503);
        assertThat(gone.body())
                .contains("the identity provider can", "be asked")
                .doesNotContain("Exception");
        assertThat(site.get("/api/users", "Authorization", "Bearer a.b.c").statusCode())
                .isEqualTo(503);
    }

    @Test
    void while_it_is_away_nobody_has_failed() {
        provider.status = 500;
        try (var complaints = new Complaints()) {
            site.get("/sign-in/provider");
            assertThat(complaints.messages())
                    .singleElement()
                    .asString()
                    .contains("can't sign in: the identity provider can");
        }
    }

    @Test
    void an_access_token_of_the_provider_is_as_good_as_one_of_ours() {
        String token = provider.signed(new JWTClaimsSet.Builder()
                .audience("api")
                .claim("realm", Map.of("roles", List.of("read")))
                .build());

        assertThat(site.get("/api/users", "Authorization", "Bearer " + token).statusCode())
                .isEqualTo(200);
        assertThat(site.get("/api/users", "Authorization", "Bearer a.b.c").statusCode())
                .isEqualTo(401);
    }
}
