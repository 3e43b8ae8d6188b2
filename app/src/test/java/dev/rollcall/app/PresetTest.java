package dev.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rollcall.app.command.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The presets, on answers as the documentation of each system shows them. Keycloak and SCIM are also asked for real, by {@code .ci/remotes}. */
final class PresetTest {
    private static final String HEADER =
            "id,outcome,name,email,active,reason,detail,attempts,startedMillis,elapsedMillis";

    private final Map<String, Documented> answers = new HashMap<>();
    private final List<String> unknown = new ArrayList<>();
    private final CommandLineUnderTest line;
    private HttpServer system;

    PresetTest(@TempDir Path folder) {
        line = new CommandLineUnderTest(folder);
    }

    /** An answer as it is documented; the body may name this server's URI as BASE. */
    private record Documented(int status, String link, String body) {}

    @BeforeEach
    void start() throws IOException {
        system = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        system.createContext("/", this::answer);
        system.start();
    }

    @AfterEach
    void stop() {
        system.stop(0);
    }

    private String base() {
        return "http://127.0.0.1:" + system.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String asked = exchange.getRequestURI().toString();
        Documented answer = answers.get(asked);
        if (answer == null) {
            unknown.add(asked);
            answer = new Documented(500, "", "{}");
        }
        if (!answer.link().isEmpty()) {
            exchange.getResponseHeaders().add("Link", answer.link().replace("BASE", base()));
        }
        byte[] body = answer.body().replace("BASE", base()).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json;charset=utf-8");
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void on(String path, String body) {
        answers.put(path, new Documented(200, "", body));
    }

    private void on(String path, String link, String body) {
        answers.put(path, new Documented(200, link, body));
    }

    private void onUnknown(String path, String body) {
        answers.put(path, new Documented(404, "", body));
    }

    /** Returns the lines of the answer for one id, without times. */
    private String called(String preset, String path, String id) {
        line.withInput(id + "\n");
        line.run("call", "--format=csv", "-Dremote.preset=" + preset, "-Dremote.base-uri=" + base() + path, "-");
        List<String> lines = line.out().lines().toList();
        assertThat(unknown).isEmpty();
        assertThat(lines).as(line.err()).hasSize(2).first().isEqualTo(HEADER);
        return lines.getLast().replaceAll(",[^,]*,[^,]*,[^,]*$", "");
    }

    private List<String> listed(String preset, String path, String... settings) {
        List<String> arguments = new ArrayList<>(
                List.of("list", "--format=csv", "-Dremote.preset=" + preset, "-Dremote.base-uri=" + base() + path));
        arguments.addAll(List.of(settings));
        assertThat(line.run(arguments.toArray(String[]::new))).as(line.err()).isEqualTo(ExitCode.DONE);
        assertThat(unknown).isEmpty();
        return line.out().lines().skip(1).toList();
    }

    @Test
    void keycloak() {
        String ann = """
                {"id": "9a1", "username": "ann", "firstName": "Ann", "lastName": "Lee", "email": "ann@example.org",
                 "emailVerified": true, "createdTimestamp": 1719830000000, "enabled": false, "totp": false}""";
        String bob = "{\"id\": \"9a2\", \"username\": \"bob\", \"enabled\": true}";
        on("/admin/realms/acme/users/9a1", ann);
        onUnknown("/admin/realms/acme/users/9a9", "{\"error\": \"User not found\"}");
        on("/admin/realms/acme/users?first=0&max=500", "[%s, %s]".formatted(ann, bob));
        on("/admin/realms/acme/users?first=2&max=500", "[]");

        String path = "/admin/realms/acme/";
        assertThat(called("keycloak", path, "9a1")).isEqualTo("9a1,present,Ann Lee,ann@example.org,false,,");
        assertThat(called("keycloak", path, "9a9")).isEqualTo("9a9,absent,,,,,");
        assertThat(listed("keycloak", path)).containsExactly("9a1,Ann Lee,ann@example.org,false", "9a2,bob,,true");
    }

    @Test
    void okta() {
        String ana = """
                {"id": "00u1", "status": "DEPROVISIONED", "created": "2013-06-24T16:39:18.000Z", "profile":
                 {"firstName": "Ana", "lastName": "Lopez", "email": "ana@example.org", "login": "ana@example.org"},
                 "_links": {"self": {"href": "BASE/api/v1/users/00u1"}}}""";
        String lea =
                ana.replace("00u1", "00u2").replace("DEPROVISIONED", "ACTIVE").replace("Ana", "Lea");
        on("/api/v1/users/00u1", ana);
        onUnknown("/api/v1/users/00u9", """
                {"errorCode": "E0000007", "errorSummary": "Not found: Resource not found: 00u9 (User)", "errorLink":
                 "E0000007", "errorId": "oaeQ", "errorCauses": []}""");
        on(
                "/api/v1/users?limit=200",
                "<BASE/api/v1/users?limit=200>; rel=\"self\", <BASE/api/v1/users?after=00u1&limit=200>; rel=\"next\"",
                "[" + ana + "]");
        on(
                "/api/v1/users?after=00u1&limit=200",
                "<BASE/api/v1/users?after=00u1&limit=200>; rel=\"self\"",
                "[" + lea + "]");

        assertThat(called("okta", "", "00u1")).isEqualTo("00u1,present,Ana Lopez,ana@example.org,false,,");
        assertThat(called("okta", "", "00u9")).isEqualTo("00u9,absent,,,,,");
        assertThat(listed("okta", ""))
                .containsExactly("00u1,Ana Lopez,ana@example.org,false", "00u2,Lea Lopez,ana@example.org,true");
    }

    @Test
    void entra() {
        String select = "$select=id,displayName,mail,userPrincipalName,accountEnabled";
        String ann = """
                {"id": "3f25", "displayName": "Ann Lee", "mail": null, "userPrincipalName": "ann@tenant.example",
                 "accountEnabled": false}""";
        on(
                "/v1.0/users/3f25?" + select,
                ann.replaceFirst("\\{", "{\"@odata.context\": \"BASE/v1.0/\\$metadata#users/\\$entity\", "));
        onUnknown("/v1.0/users/3f29?" + select, """
                {"error": {"code": "Request_ResourceNotFound", "message": "Resource '3f29' does not exist or one of its
                 queried reference-property objects are not present.", "innerError": {"date": "2026-01-02T03:04:05"}}}""".replace("\n", ""));
        on("/v1.0/users?" + select + "&$top=500", """
                {"@odata.context": "BASE/v1.0/$metadata#users", "@odata.nextLink":
                 "BASE/v1.0/users?%s&$top=500&$skiptoken=RFNwdAIAAQ", "value": [%s]}""".formatted(select, ann));
        on(
                "/v1.0/users?" + select + "&$top=500&$skiptoken=RFNwdAIAAQ",
                "{\"value\": [%s]}".formatted(ann.replace("3f25", "3f26").replace("false", "true")));

        assertThat(called("entra", "", "3f25")).isEqualTo("3f25,present,Ann Lee,ann@tenant.example,false,,");
        assertThat(called("entra", "", "3f29")).isEqualTo("3f29,absent,,,,,");
        assertThat(listed("entra", ""))
                .containsExactly("3f25,Ann Lee,ann@tenant.example,false", "3f26,Ann Lee,ann@tenant.example,true");
    }

    @Test
    void scim() {
        String babs = """
                {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "p2", "userName": "babs", "active": false,
                 "name": {"formatted": "Babs Jensen", "familyName": "Jensen", "givenName": "Babs"}, "emails": [
                 {"value": "home@example.net", "type": "home"},
                 {"value": "work@example.org", "type": "work", "primary": true}],
                 "meta": {"resourceType": "User", "location": "BASE/scim/v2/Users/p2"}}""";
        String jim = "{\"id\": \"p3\", \"userName\": \"jim\", \"emails\": [{\"value\": \"jim@example.org\"}]}";
        String page = """
                {"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 2, "itemsPerPage": 1,
                 "startIndex": %s, "Resources": [%s]}""";
        on("/scim/v2/Users/p2", babs);
        onUnknown("/scim/v2/Users/p9", """
                {"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "detail": "Resource p9 not found",
                 "status": "404"}""");
        on("/scim/v2/Users?startIndex=1&count=100", page.formatted(1, babs));
        on("/scim/v2/Users?startIndex=2&count=100", page.formatted(2, jim));

        String path = "/scim/v2";
        assertThat(called("scim", path, "p2")).isEqualTo("p2,present,Babs Jensen,work@example.org,false,,");
        assertThat(called("scim", path, "p9")).isEqualTo("p9,absent,,,,,");
        assertThat(listed("scim", path))
                .containsExactly("p2,Babs Jensen,work@example.org,false", "p3,jim,jim@example.org,true");
    }

    @Test
    void github() {
        on("/users/foo-bar", """
                {"login": "Foo-Bar", "id": 1, "node_id": "MDQ6VXNlcjE=", "type": "User", "name": null, "email": null}""");
        onUnknown("/users/nobody", """
                {"message": "Not Found", "documentation_url": "https://docs.github.com/rest", "status": "404"}""");
        on(
                "/orgs/acme/members?per_page=100",
                "<BASE/organizations/7/members?per_page=100&page=2>; rel=\"next\", "
                        + "<BASE/organizations/7/members?per_page=100&page=2>; rel=\"last\"",
                "[{\"login\": \"Foo-Bar\", \"id\": 1}]");
        on(
                "/organizations/7/members?per_page=100&page=2",
                "<BASE/organizations/7/members?per_page=100&page=1>; rel=\"prev\"",
                "[{\"login\": \"ann\", \"id\": 2}]");

        assertThat(called("github", "", "foo-bar")).isEqualTo("foo-bar,present,Foo-Bar,,true,,");
        assertThat(called("github", "", "nobody")).isEqualTo("nobody,absent,,,,,");
        assertThat(listed("github", "", "-Dremote.list.uri=" + base() + "/orgs/acme/members?per_page={size}"))
                .containsExactly("Foo-Bar,Foo-Bar,,true", "ann,ann,,true");
    }

    @Test
    void what_is_set_otherwise_stands_over_a_preset() {
        on("/admin/realms/acme/users/9a1", "{\"id\": \"9a1\", \"username\": \"ann\", \"nick\": \"Annie\"}");
        line.withInput("9a1\n");
        line.run(
                "call",
                "--format=csv",
                "-Dremote.preset=keycloak",
                "-Dremote.base-uri=" + base() + "/admin/realms/acme",
                "-Dremote.fields.name=nick",
                "-");
        assertThat(line.out()).contains("9a1,present,Annie,,true");
    }

    @Test
    void a_preset_without_a_base_says_what_it_needs() {
        assertThat(line.run("list", "-Dremote.preset=okta")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(line.err())
                .contains(
                        "remote.preset = \"okta\" (option -D) needs remote.base-uri: where the API of that system begins");
        assertThat(line.run("list", "-Dremote.preset=octa")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(line.err()).contains("must be keycloak, okta, entra, scim or github, or empty");
        assertThat(line.run("list", "-Dremote.base-uri=http://localhost/")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(line.err()).contains("needs remote.preset, too");
    }
}
