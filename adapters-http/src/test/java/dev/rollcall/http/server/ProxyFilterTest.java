package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.access.Scope;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.http.server.web.BasePath;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A site below {@code /rollcall}: a proxy may take that path away, or leave it. Each address that leaves the server is below it. */
class ProxyFilterTest {
    private final ServedSite site = new ServedSite(ServedSite.CLOSED, new BasePath("/rollcall"));
    private static final Pattern LINK = Pattern.compile("(?:href|src|action|formaction)=\"((?!https?:|#)[^\"]*)\"");

    private String token = "";

    @BeforeEach
    void prepare() {
        token = site.token(Scope.values());
        for (int i = 0; i < 300; i++) {
            site.directory.save(ServedSite.user("user " + i), Precondition.none(), ServedSite.TESTER);
        }
    }

    @AfterEach
    void close() {
        site.close();
    }

    private HttpResponse<String> get(String path) {
        return site.get(path, "Authorization", "Bearer " + token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rollcall/", "/"})
    void the_index_is_served(String path) {
        assertThat(get(path).body()).contains("<title>Users · Rollcall</title>");
    }

    @Test
    void without_its_slash_it_leads_there_since_the_links_of_the_index_would_lead_beside_it() {
        try (var client = new BareClient(site)) {
            assertThat(client.get("/rollcall", "text/html").readUntil("\r\n\r\n"))
                    .startsWith("HTTP/1.1 303 ")
                    .contains("\r\nLocation: /rollcall/\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rollcall", ""})
    void paths_with_an_encoded_slash_are_too(String base) {
        assertThat(get(base + "/api/users/a%2Fb").body()).contains("the directory has no user \\\"a/b\\\"");
        assertThat(get(base + "/api/users/user%200/history").statusCode()).isEqualTo(200);
        assertThat(get(base + "/observe/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void redirects_and_links_to_further_pages_lead_below_it() {
        assertThat(ServedSite.location(site.get("/users/1", "Accept", "text/html")))
                .isEqualTo("/rollcall/sign-in?to=%2Fusers%2F1");
        assertThat(ServedSite.location(site.signIn(token, "/users/1"))).isEqualTo("/rollcall/users/1");
        assertThat(get("/rollcall/api/users?limit=1").headers().firstValue("Link"))
                .hasValueSatisfying(link -> assertThat(link).startsWith("</rollcall/api/users?limit=1&after="));
        HttpResponse<String> created = site.send(
                "PUT",
                "/api/users/new",
                "{\"name\":\"\",\"email\":\"\"}",
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + token);
        assertThat(ServedSite.location(created)).isEqualTo("/rollcall/api/users/new");
    }

    @Test
    void cookies_are_for_this_path_alone() {
        HttpResponse<String> signedIn = site.signIn(token, "/");
        assertThat(signedIn.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(cookie -> assertThat(cookie)
                        .matches("__Secure-rollcall=[\\w.-]+; HttpOnly; Secure; SameSite=Lax; Path=/rollcall"));
        assertThat(site.get("/rollcall/api/users", "Cookie", ServedSite.cookie(signedIn))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_description_of_the_interface_names_it() {
        assertThat(get("/rollcall/openapi.yaml").body()).contains("\n  - url: /rollcall\n");
        assertThat(ServedSite.json(get("/rollcall/openapi.json"))
                        .at("/servers/0/url")
                        .textValue())
                .isEqualTo("/rollcall");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/users",
                "/users/user%200",
                "/explain",
                "/add",
                "/import",
                "/reconciliations",
                "/docs",
                "/docs/http",
                "/access",
                "/problems/bad-id",
                "/no/such/page",
                "/nor/this/"
            })
    void links_of_pages_lead_below_it(String path) {
        URI page = URI.create("https://apps.example.org/rollcall" + path);
        String html = site.get(path, "Authorization", "Bearer " + token, "Accept", "text/html")
                .body();
        assertThat(LINK.matcher(html).results().map(link -> link.group(1)))
                .hasSizeGreaterThan(7)
                .allSatisfy(link ->
                        assertThat(page.resolve(link)).asString().startsWith("https://apps.example.org/rollcall/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rollcall", ""})
    void health_is_told_to_any_host(String base) {
        assertThat(site.get(base + "/observe/health/live", "X-Forwarded-Host", "b")
                        .statusCode())
                .isEqualTo(200);
        assertThat(site.get(base + "/sign-in", "X-Forwarded-Host", "b").statusCode())
                .isEqualTo(421);
    }

    @Test
    void a_path_that_only_begins_like_it_is_not() {
        assertThat(get("/rollcalls").statusCode()).isEqualTo(404);
    }
}
