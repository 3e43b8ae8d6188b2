package dev.rollcall.app.settings;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.db.work.Timetable;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.access.Scope;
import dev.rollcall.domain.reconciliation.AbsenceRule;
import dev.rollcall.domain.reconciliation.Limits;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.Policy;
import dev.rollcall.domain.reconciliation.Precedence;
import dev.rollcall.domain.reconciliation.Protection;
import dev.rollcall.domain.reconciliation.Reconciliation;
import dev.rollcall.domain.reconciliation.Soundness;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.run.Routine;
import dev.rollcall.domain.run.RunOrder;
import dev.rollcall.http.client.api.Credentials;
import dev.rollcall.http.client.api.Proofs;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.RetryRule;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.listing.ListUri;
import dev.rollcall.http.client.listing.NextPage;
import dev.rollcall.http.client.listing.UserList;
import dev.rollcall.http.client.mapping.Expression;
import dev.rollcall.http.client.mapping.FieldMapping;
import dev.rollcall.http.client.network.ClientTls;
import dev.rollcall.http.client.network.HttpProxy;
import dev.rollcall.http.client.network.Proxies;
import dev.rollcall.http.server.access.AccessSettings;
import dev.rollcall.http.server.access.ProviderSettings;
import dev.rollcall.http.server.access.Roles;
import dev.rollcall.http.server.origin.Forwarding;
import dev.rollcall.http.server.origin.Networks;
import dev.rollcall.http.server.origin.TrustedProxies;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    /** A value other than the default for every key. */
    private static final Map<String, String> OTHERS = others();

    private static final Settings OTHER_SETTINGS = new Settings(
            new Settings.Server(
                    "0.0.0.0",
                    0,
                    List.of("rollcall.example.org", "*.intern", "[::1]"),
                    "/apps/rollcall",
                    Duration.ofSeconds(20),
                    Duration.ofMinutes(5),
                    7),
            new Settings.Logs(true, Settings.Logs.Requests.PLAIN),
            new AccessSettings(
                    AccessSettings.Mode.SIGN_IN,
                    new TrustedProxies(
                            new Networks(List.of("10.0.0.0/8", "::1")),
                            Forwarding.FORWARDED,
                            Optional.of("X-User"),
                            Optional.of("X-Groups")),
                    new Roles(Map.of(
                            Scope.READ,
                            Set.of("*"),
                            Scope.CALL,
                            Set.of("staff", "/hr clerks"),
                            Scope.WRITE,
                            Set.of("hr"),
                            Scope.RECONCILE,
                            Set.of(),
                            Scope.OPERATE,
                            Set.of("rollcall-operate"))),
                    new AccessSettings.SessionSettings(Optional.of("0123456789".repeat(4)), Duration.ofMinutes(20)),
                    Optional.of(new ProviderSettings(
                            URI.create("https://sso.example.org/realms/acme"),
                            "users",
                            Optional.of("s3cret"),
                            Optional.of("rollcall-api"),
                            "email",
                            "realm_access.roles"))),
            new Settings.Database(
                    "jdbc:postgresql://db/users", Optional.of("clerk"), Optional.of(new Secret("0123")), 20),
            new Settings.Directory(UserFields.with(List.of("team", "title"))),
            new RemoteSettings(
                    Optional.of(new UriTemplate("https://hr.example.com/people/{id}?full=true")),
                    100,
                    new FieldMapping(
                            Optional.of(Expression.of("/data")),
                            Optional.of(Expression.of("/uid")),
                            Map.of(
                                    UserField.NAME,
                                    Expression.of("/person/name"),
                                    UserField.EMAIL,
                                    Expression.of("/person/mail~1work"),
                                    UserField.ACTIVE,
                                    Expression.of("!suspended"),
                                    UserField.attribute("team"),
                                    Expression.of("team.name")),
                            true),
                    Optional.of(new UserList(
                            new ListUri("https://hr.example.com/people?from={offset}&n={size}"),
                            Optional.of(Expression.of("/items")),
                            new NextPage.ByOffset(1),
                            250,
                            Optional.of(Expression.of("count")),
                            Duration.ofSeconds(20))),
                    new Credentials.Token("s3cret"),
                    Map.of("x-api-key", new Secret("s3cret")),
                    new RequestLimits(
                            300,
                            5,
                            Duration.ofMillis(250),
                            false,
                            OptionalDouble.of(12.5),
                            new RetryRule(Set.of(403, 420), Optional.of(Expression.of("quota")))),
                    new Proofs(
                            Optional.of(new UserId("7")),
                            Optional.of(new UserId("no body")),
                            true,
                            true,
                            Optional.of(Expression.of("length(@) == `0`"))),
                    new NetworkSettings(
                            ClientTls.DEFAULT, Proxies.of(new HttpProxy("proxy.example.com", 3128, Optional.empty())))),
            new Settings.RollCalls(Duration.ofMillis(1500), Duration.ofMinutes(1), 32, 5000),
            new ReconcileSettings(
                    new Reconciliation(
                            new Policy(
                                    Policy.Creation.REPORT,
                                    Map.of(
                                            UserField.NAME,
                                            Precedence.DIRECTORY_WINS,
                                            UserField.EMAIL,
                                            Precedence.REMOTE_WINS,
                                            UserField.ACTIVE,
                                            Precedence.REMOTE_WINS,
                                            UserField.attribute("team"),
                                            Precedence.REMOTE_WINS),
                                    Policy.Removals.DELETE,
                                    Duration.ofDays(60),
                                    new AbsenceRule(3, Duration.ofDays(2)),
                                    new Protection(
                                            Set.of(new UserId("admin")), Map.of(UserField.attribute("team"), "Board"))),
                            new Soundness(99),
                            new Limits(Map.of(
                                    Line.Kind.CREATE, Limits.Limit.count(500),
                                    Line.Kind.UPDATE, Limits.Limit.percent(60),
                                    Line.Kind.DEACTIVATE, new Limits.Limit(OptionalLong.of(20), OptionalInt.of(2)),
                                    Line.Kind.DELETE, Limits.Limit.count(0)))),
                    RunOrder.Application.WITHIN_LIMITS,
                    Duration.ofMinutes(2),
                    Optional.of(
                            Timetable.at("30 2 * * *", ZoneId.systemDefault()).spread(Duration.ofMinutes(10))),
                    new Routine.Keeping(Duration.ofHours(12), Duration.ofDays(30), Duration.ofDays(1))));

    @TempDir
    private Path directory;

    @Test
    void the_default_of_every_key_is_known() throws Exception {
        assertThat(Settings.of(Map.of()))
                .isEqualTo(new Settings(
                        new Settings.Server(
                                "127.0.0.1", 8080, List.of(), "", Duration.ofSeconds(10), Duration.ofSeconds(30), 100),
                        new Settings.Logs(false, Settings.Logs.Requests.NONE),
                        new AccessSettings(
                                AccessSettings.Mode.LOCAL,
                                AccessSettings.OPEN.proxies(),
                                new Roles(Scope.ALL.stream()
                                        .collect(toMap(scope -> scope, scope -> Set.of("rollcall-" + scope.word())))),
                                AccessSettings.OPEN.session(),
                                Optional.empty()),
                        new Settings.Database("jdbc:h2:file:./data/rollcall", Optional.empty(), Optional.empty(), 10),
                        new Settings.Directory(UserFields.BASIC),
                        new RemoteSettings(
                                Optional.empty(),
                                0,
                                new FieldMapping("/id", Map.of(UserField.NAME, "/name", UserField.EMAIL, "/email")),
                                Optional.empty(),
                                Credentials.NONE,
                                Map.of(),
                                RequestLimits.DEFAULT,
                                Proofs.DEFAULT,
                                new NetworkSettings(ClientTls.DEFAULT, Proxies.NONE)),
                        new Settings.RollCalls(Duration.ofSeconds(2), Duration.ofSeconds(30), 64, 1000),
                        new ReconcileSettings(
                                Reconciliation.DEFAULT,
                                RunOrder.Application.NEVER,
                                Duration.ofMinutes(5),
                                Optional.empty(),
                                new Routine.Keeping(Duration.ofHours(24), Duration.ofDays(90), Duration.ofDays(7)))));
    }

    @Test
    void every_key_is_declared_once_in_this_order() {
        List<String> keys = new ArrayList<>(OTHERS.keySet());
        // which can't be given beside the password and the token
        keys.add(keys.indexOf("access.session-secret") + 1, "access.session-secret-file");
        keys.add(keys.indexOf("oidc.client-secret") + 1, "oidc.client-secret-file");
        keys.add(keys.indexOf("db.password") + 1, "db.password-file");
        keys.addAll(
                keys.indexOf("remote.token") + 1,
                List.of("remote.token-file", "remote.credentials", "remote.credentials-file"));
        keys.addAll(
                keys.indexOf("remote.headers.x-api-key") + 1,
                List.of(
                        "remote.oauth.token-uri",
                        "remote.oauth.client-id",
                        "remote.oauth.client-secret",
                        "remote.oauth.client-secret-file",
                        "remote.oauth.scope",
                        "remote.oauth.audience",
                        "remote.oauth.client-authentication"));
        keys.replaceAll(key -> key.replace("fields.team", "fields.ATTRIBUTE")
                .replace("x-api-key", "NAME")
                .replace("reconcile.fields.name", "reconcile.fields.FIELD"));
        keys.add(keys.indexOf("remote.proxy") + 1, "remote.proxy-file");
        // which name files that must be there
        keys.addAll(keys.indexOf("remote.proxy"), List.of("remote.tls.ca", "remote.tls.certificate", "remote.tls.key"));
        assertThat(Settings.all().stream().map(Setting::key)).containsExactlyElementsOf(keys);
    }

    @Test
    void every_key_has_a_sentence_and_a_default_of_its_form() {
        assertThat(Settings.all()).allSatisfy(setting -> {
            assertThat(setting.meaning()).matches("[A-Z].*\\.");
            setting.form().read(setting.defaultText());
        });
    }

    @Test
    void the_default_policy_is_the_domains() throws Exception {
        assertThat(Settings.of(Map.of()).rollCall().policy()).isEqualTo(CallPolicy.DEFAULT);
    }

    @Test
    void every_key_can_be_set_in_a_file() throws Exception {
        Path file = yaml("""
                log:
                  format: json
                  requests: plain
                server:
                  host: 0.0.0.0
                  port: 0
                  access: sign-in
                  trusted-proxies: 10.0.0.0/8, ::1
                  forwarded: forwarded
                  user-header: X-User
                  roles-header: X-Groups
                  hosts: rollcall.example.org,*.intern , [::1]
                  base-path: /apps/rollcall
                  read-timeout: 20s
                  write-timeout: 5m
                  connections-per-address: 7
                access:
                  read: "*"
                  call: staff, /hr clerks
                  write: hr
                  reconcile: ""
                  session: 20m
                  session-secret: "0123456789012345678901234567890123456789"
                oidc:
                  issuer: https://sso.example.org/realms/acme
                  client-id: users
                  client-secret: s3cret
                  audience: rollcall-api
                  name-claim: email
                  roles-claim: realm_access.roles
                db:
                  url: jdbc:postgresql://db/users
                  username: clerk
                  password: 0123   # stays text: it is not the octal number 83
                  pool: 20
                directory.attributes: team, title
                remote:
                  uri: https://hr.example.com/people/{id}?full=true
                  first-id: 100
                  list:
                    uri: https://hr.example.com/people?from={offset}&n={size}
                    users: /items
                    next: offset
                    size: 250
                    first: 1
                    total: count
                    timeout: 20s
                  fields.id: /uid
                  fields:
                    name: /person/name
                    email: "/person/mail~1work"
                    active: "!suspended"
                    team: team.name
                  user: /data
                  ids: ignore-case
                  token: s3cret
                  headers: {x-api-key: s3cret}
                  concurrency: 300
                  attempts: 5
                  attempt-timeout: 250ms
                  coalesce: false
                  rate: 12.5
                  retry: {status: "403,420", when: quota}
                  canary: 7
                  canary.absent: no body
                  absent.html: true
                  absent.when: length(@) == `0`
                  hollow: present
                  proxy: http://proxy.example.com:3128
                roll-call: {deadline: 1500ms, max-deadline: 1m, concurrency: 32, max-ids: 5000}
                reconcile:
                  create: report
                  removals: delete
                  grace: 60d
                  fields.name: directory-wins
                  absence: {runs: 3, over: P2D}
                  completeness: 99
                  protect: admin, team=Board
                  limits: {create: 500, update: 60%, deactivate: "20, 2%", delete: 0}
                  apply: within-limits
                  max-age: PT12H
                  deadline: 2m
                  every: 30 2 * * *
                  jitter: PT10M
                  keep: 30d
                  keep-same: 24h
                """);
        assertThat(fromFile(file)).isEqualTo(OTHER_SETTINGS);
    }

    @Test
    void every_key_can_be_set_in_the_environment() throws Exception {
        Map<String, String> environment = new LinkedHashMap<>(Map.of("PATH", "/bin"));
        OTHERS.forEach((key, value) -> environment.put(
                "ROLLCALL_" + key.toUpperCase(java.util.Locale.ROOT).replaceAll("[.-]", "_"), value));
        assertThat(Settings.of(Settings.given().putEnvironment(environment))).isEqualTo(OTHER_SETTINGS);
    }

    @Test
    void every_key_can_be_set_as_a_system_property() throws Exception {
        assertThat(Settings.of(Settings.given().putProperties(properties(OTHERS))))
                .isEqualTo(OTHER_SETTINGS);
    }

    @Test
    void every_key_can_be_set_by_an_option() throws Exception {
        assertThat(Settings.of(OTHERS)).isEqualTo(OTHER_SETTINGS);
    }

    @Test
    void an_option_wins_over_a_property_over_the_environment_over_the_file_over_the_default() throws Exception {
        var given = Settings.given();
        assertThat(port(given)).isEqualTo(8080);
        YamlSettings.read(yaml("server.port: 1"), given);
        assertThat(port(given)).isEqualTo(1);
        given.putEnvironment(Map.of("ROLLCALL_SERVER_PORT", "2"));
        assertThat(port(given)).isEqualTo(2);
        given.putProperties(properties(Map.of("server.port", "3")));
        assertThat(port(given)).isEqualTo(3);
        given.putAll(Map.of("server.port", "4"), "option -D");
        assertThat(port(given)).isEqualTo(4);
    }

    @Test
    void all_that_is_wrong_is_told_at_once() throws Exception {
        Path file = yaml("""
                server:
                  prot: 8080
                  host: [a, b]
                db:
                  url: postgresql://clerk:geheim@db/users
                  password:
                roll-call: {deadline: 40s}
                """);
        var given = Settings.given();
        YamlSettings.read(file, given);
        given.putEnvironment(Map.of("ROLLCALL_ROLL_CALL_MAX_ID", "10", "ROLLCALL_DB_POOL", "-1"));
        given.putProperties(properties(Map.of("remote.uri", "http://{id}.example.com/", "server.passwrd", "geheim")));
        given.putAll(Map.of("server.port", "http"), "option -D");
        assertThatThrownBy(() -> Settings.of(given))
                .isInstanceOf(WrongSettings.class)
                .hasMessage("""
                Invalid settings:
                - FILE, line 3: "server.host" must be a single value, not a list
                - FILE, line 6: "db.password" has no value; write "" for empty
                - ROLLCALL_ROLL_CALL_MAX_ID (environment variable): unknown setting; did you mean \
                ROLLCALL_ROLL_CALL_MAX_IDS?
                - server.port = "http" (option -D) must be a whole number from 0 to 65535
                - db.url = "postgresql://***@db/users" (FILE, line 5) must be a JDBC URL that starts with jdbc:h2: or \
                jdbc:postgresql:, without user and password
                - db.pool = "-1" (environment variable ROLLCALL_DB_POOL) must be a whole number from 1 to 1000
                - remote.uri = "http://{id}.example.com/" (system property) must be an absolute http or https URI with \
                {id} once in its path or query, without user info and fragment, or empty
                - roll-call.deadline = "40s" (FILE, line 7) must be at most roll-call.max-deadline = "PT30S" (default)
                - server.prot (FILE, line 2): unknown setting; did you mean server.port?
                - server.passwrd (system property): unknown setting; did you mean server.port?""".replace("FILE", file.toString()));
    }

    @Test
    void an_empty_value_unsets_what_may_be_unset() throws Exception {
        var given = Settings.given()
                .putAll(OTHERS, "option -D")
                .putAll(Map.of("remote.preset", "", "remote.base-uri", ""), "option -D")
                .putAll(Map.of("remote.uri", "", "remote.list.uri", ""), "option -D")
                .putAll(Map.of("db.username", "", "db.password", ""), "option -D");
        Settings settings = Settings.of(given);
        assertThat(settings.remote().uri()).isEmpty();
        assertThat(settings.database().username()).isEmpty();
        assertThat(settings.database().password()).isEmpty();
    }

    @Test
    void each_secret_can_be_in_a_file() throws Exception {
        String token = Files.writeString(directory.resolve("token"), "s3cret\n").toString();
        String password =
                Files.writeString(directory.resolve("password"), "0123\r\n").toString();
        var given = Settings.given()
                .putAll(OTHERS, "option -D")
                .putAll(Map.of("db.password", "", "db.password-file", password), "option -D")
                .putAll(Map.of("remote.token", "", "remote.token-file", token), "option -D");
        Settings settings = Settings.of(given);
        assertThat(settings.remote().credentials()).isEqualTo(new Credentials.TokenFile(Path.of(token)));
        assertThat(settings.database()).isEqualTo(OTHER_SETTINGS.database());
        String credentials = Files.writeString(directory.resolve("credentials"), "clerk:sesame")
                .toString();
        assertThat(Settings.of(Map.of("remote.credentials-file", credentials))
                        .remote()
                        .credentials())
                .isEqualTo(new Credentials.Basic("clerk:sesame"));
    }

    @Test
    void secrets_are_never_shown() throws Exception {
        Settings settings = Settings.of(Map.of(
                "db.password", "geheim",
                "db.url", "jdbc:postgresql://db/users?user=clerk&password=geheim&ssl=true",
                "remote.uri", "http://hr.example.com/users/{id}?api_key=geheim",
                "remote.proxy", "http://anna:geheim@proxy.example.com:3128"));
        assertThat(settings.toString())
                .doesNotContain("geheim")
                .contains("password=***&ssl=true", "api_key=***", "Optional[***]");
    }

    private static Map<String, String> others() {
        Map<String, String> others = new LinkedHashMap<>();
        others.put("server.host", "0.0.0.0");
        others.put("server.port", "0");
        others.put("server.hosts", "rollcall.example.org, *.intern, [::1]");
        others.put("server.base-path", "/apps/rollcall");
        others.put("server.read-timeout", "PT20S");
        others.put("server.write-timeout", "PT5M");
        others.put("server.connections-per-address", "7");
        others.put("log.format", "json");
        others.put("log.requests", "plain");
        others.put("server.access", "sign-in");
        others.put("server.trusted-proxies", "10.0.0.0/8, ::1");
        others.put("server.forwarded", "forwarded");
        others.put("server.user-header", "X-User");
        others.put("server.roles-header", "X-Groups");
        others.put("access.read", "*");
        others.put("access.call", "staff, /hr clerks");
        others.put("access.write", "hr");
        others.put("access.reconcile", "");
        others.put("access.operate", "rollcall-operate");
        others.put("access.session", "PT20M");
        others.put("access.session-secret", "0123456789".repeat(4));
        others.put("oidc.issuer", "https://sso.example.org/realms/acme");
        others.put("oidc.client-id", "users");
        others.put("oidc.client-secret", "s3cret");
        others.put("oidc.audience", "rollcall-api");
        others.put("oidc.name-claim", "email");
        others.put("oidc.roles-claim", "realm_access.roles");
        others.put("db.url", "jdbc:postgresql://db/users");
        others.put("db.username", "clerk");
        others.put("db.password", "0123");
        others.put("db.pool", "20");
        others.put("directory.attributes", "team, title");
        others.put("remote.preset", "scim");
        others.put("remote.base-uri", "https://scim.example.com");
        others.put("remote.uri", "https://hr.example.com/people/{id}?full=true");
        others.put("remote.first-id", "100");
        others.put("remote.concurrency", "300");
        others.put("remote.attempts", "5");
        others.put("remote.attempt-timeout", "PT0.25S");
        others.put("remote.coalesce", "false");
        others.put("remote.rate", "12.5");
        others.put("remote.retry.status", "403, 420");
        others.put("remote.retry.when", "quota");
        others.put("remote.canary", "7");
        others.put("remote.canary.absent", "no body");
        others.put("remote.absent.html", "true");
        others.put("remote.absent.when", "length(@) == `0`");
        others.put("remote.hollow", "present");
        others.put("remote.user", "/data");
        others.put("remote.fields.id", "/uid");
        others.put("remote.fields.name", "/person/name");
        others.put("remote.fields.email", "/person/mail~1work");
        others.put("remote.fields.active", "!suspended");
        others.put("remote.fields.team", "team.name");
        others.put("remote.ids", "ignore-case");
        others.put("remote.list.uri", "https://hr.example.com/people?from={offset}&n={size}");
        others.put("remote.list.users", "/items");
        others.put("remote.list.next", "offset");
        others.put("remote.list.size", "250");
        others.put("remote.list.first", "1");
        others.put("remote.list.total", "count");
        others.put("remote.list.timeout", "PT20S");
        others.put("remote.token", "s3cret");
        others.put("remote.headers.x-api-key", "s3cret");
        others.put("remote.proxy", "http://proxy.example.com:3128");
        others.put("roll-call.deadline", "PT1.5S");
        others.put("roll-call.max-deadline", "PT1M");
        others.put("roll-call.concurrency", "32");
        others.put("roll-call.max-ids", "5000");
        others.put("reconcile.create", "report");
        others.put("reconcile.removals", "delete");
        others.put("reconcile.grace", "P60D");
        others.put("reconcile.fields.name", "directory-wins");
        others.put("reconcile.absence.runs", "3");
        others.put("reconcile.absence.over", "48h");
        others.put("reconcile.completeness", "99");
        others.put("reconcile.protect", "team=Board, admin");
        others.put("reconcile.limits.create", "500");
        others.put("reconcile.limits.update", "60 %");
        others.put("reconcile.limits.deactivate", "2%,20");
        others.put("reconcile.limits.delete", "0");
        others.put("reconcile.apply", "within-limits");
        others.put("reconcile.max-age", "12h");
        others.put("reconcile.deadline", "PT2M");
        others.put("reconcile.every", "30 2 * * *");
        others.put("reconcile.jitter", "10m");
        others.put("reconcile.keep", "P30D");
        others.put("reconcile.keep-same", "P1D");
        return others;
    }

    private static int port(GivenSettings given) throws WrongSettings {
        return Settings.of(given).server().port();
    }

    private static Properties properties(Map<String, String> values) {
        var properties = new Properties();
        properties.putAll(values);
        return properties;
    }

    private Path yaml(String text) throws IOException {
        return Files.writeString(directory.resolve("rollcall.yaml"), text);
    }

    private static Settings fromFile(Path file) throws WrongSettings {
        var given = Settings.given();
        YamlSettings.read(file, given);
        return Settings.of(given);
    }
}
