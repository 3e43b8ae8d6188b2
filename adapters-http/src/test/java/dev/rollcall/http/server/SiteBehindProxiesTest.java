package dev.rollcall.http.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.access.Scope;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.http.client.road.RealServer;
import dev.rollcall.http.client.road.RealServerTest;
import dev.rollcall.http.server.access.FakeProvider;
import dev.rollcall.http.server.web.BasePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The site below {@code /rollcall} behind real proxies, with the configurations of the documentation: TLS, HTTP/2 and compression. */
@RealServerTest
final class SiteBehindProxiesTest {
    private static final Pattern LINK = Pattern.compile("\\b(?:href|src|action)=\"((?!https?:|#)[^\"#]*)");
    private static final String USER = "{\"name\":\"%s\",\"email\":\"\"}";

    private final FakeProvider provider = new FakeProvider();
    private final ServedSite site =
            new ServedSite(ServedSite.closedWith(provider.settings()), new BasePath("/rollcall"));
    private final String token = site.token(Scope.values());

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        site.close();
        provider.close();
    }

    /** A client of the proxy. */
    private record Client(HttpClient http, URI base) {
        HttpResponse<byte[]> send(String method, URI uri, String body, String... headers)
                throws IOException, InterruptedException {
            var request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body));
            return http.send(
                    headers.length == 0
                            ? request.build()
                            : request.headers(headers).build(),
                    BodyHandlers.ofByteArray());
        }

        HttpResponse<byte[]> get(URI uri, String... headers) throws IOException, InterruptedException {
            return send("GET", uri, "", headers);
        }
    }

    private static String text(HttpResponse<byte[]> response) throws IOException {
        boolean isCompressed = response.headers().firstValue("Content-Encoding").isPresent();
        return new String(
                isCompressed
                        ? new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes()
                        : response.body(),
                UTF_8);
    }

    @ParameterizedTest
    @EnumSource
    void all_of_it_is_right(FrontProxy proxy) throws Exception {
        site.directory.save(ServedSite.user("a/b"), Precondition.none(), ServedSite.TESTER);
        int port = RealServer.freePort();
        try (RealServer running =
                        proxy.startDocumented(folder, port, site.address().getPort());
                HttpClient http = FrontProxy.trusting(folder)
                        .localAddress(InetAddress.getByName("127.0.0.2"))
                        .build();
                Complaints complaints = new Complaints()) {
            assertThat(running).isNotNull();
            var client = new Client(http, URI.create("https://localhost:" + port + "/rollcall/"));
            theRootRedirects(client);
            String cookie = signIn(client);
            eachPageIsFound(client, cookie);
            theProviderSendsPeopleBack(client);
            anIdMayHaveASlash(client);
            versionsSurviveCompression(client);
            theClientIsNamedWhateverItClaims(client, complaints);
        }
    }

    private static void theRootRedirects(Client client) throws Exception {
        URI bare = client.base.resolve("/rollcall");
        HttpResponse<byte[]> redirect = client.get(bare);
        assertThat(redirect.statusCode()).isEqualTo(301);
        assertThat(bare.resolve(redirect.headers().firstValue("Location").orElseThrow()))
                .isEqualTo(client.base);
        assertThat(redirect.version()).isEqualTo(HttpClient.Version.HTTP_2);
    }

    private String signIn(Client client) throws Exception {
        HttpResponse<byte[]> redirect = client.get(client.base, "Accept", "text/html");
        assertThat(redirect.headers().firstValue("Location")).hasValue("/rollcall/sign-in?to=%2F");
        HttpResponse<byte[]> signedIn = client.send(
                "POST",
                client.base.resolve("sign-in"),
                "token=" + token,
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Origin",
                "https://" + client.base.getAuthority());
        assertThat(signedIn.statusCode()).as(text(signedIn)).isEqualTo(303);
        assertThat(signedIn.headers().firstValue("Location")).hasValue("/rollcall/");
        String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).startsWith("__Secure-rollcall=").endsWith("; Path=/rollcall");
        return cookie.replaceAll(";.*", "");
    }

    private static void eachPageIsFound(Client client, String cookie) throws Exception {
        Queue<URI> left = new ArrayDeque<>(List.of(client.base));
        Set<URI> seen = new HashSet<>(left);
        Set<String> codings = new HashSet<>();
        while (!left.isEmpty()) {
            URI page = left.remove();
            HttpResponse<byte[]> response =
                    client.get(page, "Cookie", cookie, "Accept", "text/html", "Accept-Encoding", "gzip");
            assertThat(response.statusCode()).as(page.toString()).isIn(200, 406);
            response.headers().firstValue("Content-Encoding").ifPresent(codings::add);
            LINK.matcher(text(response)).results().forEach(link -> {
                URI there = page.resolve(link.group(1).replace("&amp;", "&"));
                assertThat(there.toString()).as(page.toString()).startsWith(client.base.toString());
                if (!there.getPath().endsWith("/sign-out") && seen.add(there)) {
                    left.add(there);
                }
            });
        }
        assertThat(seen).hasSizeGreaterThan(20);
        assertThat(codings).containsExactly("gzip");
    }

    private static void theProviderSendsPeopleBack(Client client) throws Exception {
        HttpResponse<byte[]> gone = client.get(client.base.resolve("sign-in/provider"));
        assertThat(gone.headers().firstValue("Location"))
                .hasValueSatisfying(there -> assertThat(there)
                        .contains("redirect_uri=https%3A%2F%2Flocalhost%3A" + client.base.getPort()
                                + "%2Frollcall%2Fsign-in%2Fback"));
    }

    private void anIdMayHaveASlash(Client client) throws Exception {
        HttpResponse<byte[]> found =
                client.get(client.base.resolve("api/users/a%2Fb"), "Authorization", "Bearer " + token);
        assertThat(text(found)).contains("\"id\":\"a/b\"");
    }

    private void versionsSurviveCompression(Client client) throws Exception {
        URI user = client.base.resolve("api/users/new");
        String json = USER.formatted("x".repeat(200));
        String[] headers = {"Authorization", "Bearer " + token, "Content-Type", "application/json"};
        HttpResponse<byte[]> created = client.send("PUT", user, json, headers);
        assertThat(created.headers().firstValue("Location")).hasValue("/rollcall/api/users/new");
        HttpResponse<byte[]> read = client.get(user, "Authorization", "Bearer " + token, "Accept-Encoding", "gzip");
        String tag = read.headers().firstValue("ETag").orElseThrow();
        HttpResponse<byte[]> changed = client.send(
                "PUT",
                user,
                USER.formatted("y"),
                "Authorization",
                "Bearer " + token,
                "Content-Type",
                "application/json",
                "If-Match",
                tag);
        assertThat(changed.statusCode()).as(tag).isEqualTo(200);
    }

    private static void theClientIsNamedWhateverItClaims(Client client, Complaints complaints) throws Exception {
        client.get(
                client.base.resolve("api/users"),
                "Authorization",
                "Bearer wrong",
                "X-Forwarded-For",
                "203.0.113.9",
                "Forwarded",
                "for=203.0.113.10",
                "X-Forwarded-Proto",
                "http");
        assertThat(String.join("\n", complaints.messages()))
                .contains("127.0.0.2")
                .doesNotContain("203.0.113");
    }
}
