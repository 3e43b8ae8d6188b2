package dev.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rollcall.app.command.Shell;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What {@code rollcall call} makes of the answers of well-known systems, by settings alone. */
final class VendorAnswersTest {
    private static final String NAME = "remote.fields.name=";
    private static final String EMAIL = "remote.fields.email=";
    private static final String ACTIVE = "remote.fields.active=";
    private static final String DEPARTMENT = "remote.fields.department=";

    /** Search endpoints whose empty array means that there is nobody. */
    private static final String[] EMPTY_IS_ABSENT = {"remote.absent.when=length(@) == `0`", "remote.fields.id=/username"
    };

    static final List<Case> CASES = List.of(
            new Case(
                    "okta",
                    "00u1",
                    """
                    {"id": "00u1", "status": "DEPROVISIONED", "profile":
                      {"firstName": "Ana", "lastName": "Lopez", "email": "ana@example.org", "department": "IT"}}""",
                    "present,Ana Lopez,ana@example.org,false,IT",
                    NAME + "join(' ', [profile.firstName, profile.lastName][?@])",
                    EMAIL + "/profile/email",
                    ACTIVE + "status != 'DEPROVISIONED'",
                    DEPARTMENT + "/profile/department"),
            new Case(
                    "entra",
                    "3f25",
                    """
                    {"id": "3f25", "displayName": "Ann Lee", "mail": null, "userPrincipalName": "ann@tenant.example",
                     "accountEnabled": false}""",
                    "present,Ann Lee,ann@tenant.example,false",
                    NAME + "/displayName",
                    EMAIL + "mail || userPrincipalName",
                    ACTIVE + "/accountEnabled"),
            new Case(
                    "keycloak",
                    "9a1",
                    """
                    {"id": "9a1", "username": "ann", "firstName": "Ann", "lastName": "Lee", "email": "ann@example.org",
                     "enabled": false, "attributes": {"department": ["IT"]}}""",
                    "present,Ann Lee,ann@example.org,false,IT",
                    NAME + "join(' ', [firstName, lastName][?@])",
                    ACTIVE + "/enabled",
                    DEPARTMENT + "/attributes/department/0"),
            new Case(
                    "scim",
                    "p2",
                    """
                    {"id": "p2", "active": false, "name": {"formatted": "Babs Jensen"}, "emails": [
                      {"value": "home@example.net", "type": "home"},
                      {"value": "work@example.org", "type": "work", "primary": true}]}""",
                    "present,Babs Jensen,work@example.org,false",
                    NAME + "/name/formatted",
                    EMAIL + "(emails[?primary].value | [0]) || emails[0].value",
                    ACTIVE + "/active"),
            new Case(
                    "zendesk",
                    "35436",
                    """
                    {"user": {"id": 35436, "name": "Ann Lee", "email": "ann@example.org", "suspended": true}}""",
                    "present,Ann Lee,ann@example.org,false",
                    "remote.user=/user",
                    ACTIVE + "!suspended"),
            new Case(
                    "github",
                    "foo-bar",
                    """
                    {"login": "Foo-Bar", "id": 1, "name": null, "email": null}""",
                    "present,Foo-Bar,,true",
                    "remote.fields.id=/login",
                    "remote.ids=ignore-case",
                    NAME + "name || login"),
            new Case("a search for nobody", "ann", "[]", "absent,,,", EMPTY_IS_ABSENT),
            new Case(
                    "a search in SCIM for nobody",
                    "ann",
                    """
                    {"totalResults": 0, "Resources": []}""",
                    "absent,,,",
                    "remote.user=Resources",
                    "remote.fields.id=userName",
                    "remote.absent.when=totalResults == `0`"),
            new Case("a search that finds more", "3l@example.org", """
                    [{"username": "33l@example.org", "name": "Eve"}, {"username": "3l@example.org", "name": "Lee"}]""", "present,Lee,,true", EMPTY_IS_ABSENT),
            new Case("a search that finds others", "l@example.org", """
                    [{"username": "33l@example.org"}, {"username": "3l@example.org"}]""", "failed,,,,,malformed", EMPTY_IS_ABSENT),
            new Case(
                    "a search that doesn't say whom it found",
                    "3l@example.org",
                    """
                    [{"name": "Eve"}, {"name": "Lee"}]""",
                    "failed,,,,,malformed",
                    "remote.fields.id="),
            new Case("a skeleton", "nobody", """
                    {"id": "nobody", "name": "", "email": ""}""", "failed,,,,,malformed"),
            new Case("a skeleton that is believed", "nobody", """
                    {"id": "nobody", "name": "", "email": ""}""", "present,,,true", "remote.hollow=present"),
            new Case(
                    "an error in a 200",
                    "7",
                    """
                    {"ok": false, "error": "user_not_found"}""",
                    "failed,,,,,malformed,\"/id is missing, what came has \"\"ok\"\", \"\"error\"\"; the remote says: user_not_found\""),
            new Case(
                    "an error in a 200 that is believed",
                    "7",
                    """
                    {"ok": false, "error": "user_not_found"}""",
                    "absent,,,",
                    "remote.absent.when=error == 'user_not_found'"),
            new Case(
                    "a record that was merged into another", "2", """
                    {"contact": {"id": "2982909", "name": "A", "email": "a@example.org"}}""", "failed,,,,,malformed", "remote.user=/contact"));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private HttpServer remote;
    private byte[] body = {};

    /**
     * An answer of a remote, and what it means.
     *
     * @param title what it is of
     * @param id the id that is asked for
     * @param json the answer's body
     * @param row how the answer begins in CSV, after the id
     * @param settings the settings of the remote
     */
    record Case(String title, String id, String json, String row, List<String> settings) {
        Case(String title, String id, String json, String row, String... settings) {
            this(title, id, json, row, List.of(settings));
        }

        @Override
        public String toString() {
            return title;
        }
    }

    @BeforeEach
    void start() throws IOException {
        remote = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        remote.createContext("/", this::answer);
        remote.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterEach
    void stop() {
        remote.stop(0);
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void a_vendor_is_understood_by_settings_alone(Case given) {
        body = given.json().getBytes(StandardCharsets.UTF_8);
        List<String> arguments = new ArrayList<>(List.of(
                "call",
                "--format=csv",
                "--deadline=20s",
                "-",
                "-Ddirectory.attributes=department",
                "-Dremote.uri=http://127.0.0.1:%s/{id}"
                        .formatted(remote.getAddress().getPort())));
        given.settings().forEach(setting -> arguments.add("-D" + setting));
        Main.run(shell(given.id()), arguments.toArray(String[]::new));
        assertThat(out.toString(StandardCharsets.UTF_8).lines().skip(1))
                .as(err.toString(StandardCharsets.UTF_8))
                .singleElement()
                .asString()
                .startsWith(given.id() + "," + given.row());
    }

    private Shell shell(String input) {
        return new Shell(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                Map.of(),
                new Properties(),
                false);
    }
}
