package dev.rollcall.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.http.client.api.Proofs;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.UriTemplate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    /** A value other than the default for every key. */
    private static final Map<String, String> OTHERS = others();

    private static final Settings OTHER_SETTINGS = new Settings(
            new Settings.Server("0.0.0.0", 0, Optional.of("X-User"), Duration.ofMinutes(5)),
            new Settings.Database(
                    "jdbc:postgresql://db/users", Optional.of("clerk"), Optional.of(new Secret("0123")), 20),
            new RemoteSettings(
                    Optional.of(new UriTemplate("https://hr.example.com/people/{id}?full=true")),
                    100,
                    new RemoteSettings.Fields(Optional.empty(), "/person/name", "/person/mail~1work"),
                    Optional.of(new Secret("s3cret")),
                    Optional.empty(),
                    new RequestLimits(300, 5, Duration.ofMillis(250), false),
                    new Proofs(Optional.of(new UserId("7")), Optional.of(new UserId("no body")), true, true)),
            new Settings.RollCalls(Duration.ofMillis(1500), Duration.ofMinutes(1), 32, 5000));

    @TempDir
    private Path directory;

    @Test
    void the_default_of_every_key_is_known() throws Exception {
        assertThat(Settings.of(Map.of()))
                .isEqualTo(new Settings(
                        new Settings.Server("127.0.0.1", 8080, Optional.empty(), Duration.ofSeconds(30)),
                        new Settings.Database("jdbc:h2:file:./data/rollcall", Optional.empty(), Optional.empty(), 10),
                        new RemoteSettings(
                                Optional.empty(),
                                0,
                                new RemoteSettings.Fields(Optional.of("/id"), "/name", "/email"),
                                Optional.empty(),
                                Optional.empty(),
                                RequestLimits.DEFAULT,
                                Proofs.DEFAULT),
                        new Settings.RollCalls(Duration.ofSeconds(2), Duration.ofSeconds(30), 64, 1000)));
    }

    @Test
    void every_key_is_declared_once_in_this_order() {
        List<String> keys = new ArrayList<>(OTHERS.keySet());
        // which can't be given beside the token
        keys.add(keys.indexOf("remote.token") + 1, "remote.credentials");
        assertThat(Settings.all().stream().map(Setting::key)).containsExactlyElementsOf(keys);
    }

    @Test
    void a_token_or_credentials_authorize_us_but_not_both() throws Exception {
        assertThat(Settings.of(Map.of()).remote().authorization()).isEmpty();
        assertThat(Settings.of(Map.of("remote.token", "t")).remote().authorization())
                .contains("Bearer t");
        Settings basic = Settings.of(Map.of("remote.credentials", "Aladdin:open sesame"));
        assertThat(basic.remote().authorization()).contains("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assertThat(basic.toString()).doesNotContain("sesame");
        assertThatThrownBy(() -> Settings.of(Map.of("remote.token", "t", "remote.credentials", "a:sesame")))
                .hasMessageContaining("must not both be given")
                .hasMessageNotContaining("sesame");
        assertThatThrownBy(() -> Settings.of(Map.of("remote.credentials", ":sesame")))
                .hasMessageContaining("a name and a password with a colon between them")
                .hasMessageNotContaining("sesame");
    }

    @Test
    void the_canaries_are_two() {
        assertThatThrownBy(() -> Settings.of(Map.of("remote.canary", "7", "remote.canary.absent", "7")))
                .hasMessage("""
                        The settings are wrong:
                        - remote.canary = "7" (given) and remote.canary.absent = "7" (given) must differ""");
        assertThatCode(() -> Settings.of(Map.of("remote.canary", "", "remote.canary.absent", "")))
                .doesNotThrowAnyException();
        assertWrong("remote.canary", "..");
        assertWrong("remote.hollow", "absent");
    }

    @Test
    void in_a_file_a_canary_stands_beside_the_other_or_is_left_out() throws Exception {
        Proofs both = new Proofs(Optional.of(new UserId("7")), Optional.of(new UserId("x")), false, false);
        assertThat(fromFile(yaml("remote.canary: 7\nremote.canary.absent: x\n"))
                        .remote()
                        .proofs())
                .isEqualTo(both);
        assertThat(fromFile(yaml("remote:\n  canary: {absent: x}\n")).remote().proofs())
                .isEqualTo(Proofs.DEFAULT.withAbsentCanary(new UserId("x")));
        assertWrongFile(
                yaml("remote:\n  canary:\n"),
                ", line 2: \"remote.canary\" must be one text, not nothing; write \"\" if it is to be empty");
    }

    @Test
    void in_the_environment_a_canary_stands_beside_the_other() throws Exception {
        Map<String, String> environment = Map.of("ROLLCALL_REMOTE_CANARY", "7", "ROLLCALL_REMOTE_CANARY_ABSENT", "x");
        assertThat(Settings.of(Settings.given().putEnvironment(environment))
                        .remote()
                        .proofs())
                .isEqualTo(Proofs.DEFAULT.withCanary(new UserId("7")).withAbsentCanary(new UserId("x")));
    }

    @Test
    void every_key_has_a_sentence_and_a_default_of_its_form() {
        assertThat(Settings.all()).allSatisfy(setting -> {
            assertThat(setting.meaning()).matches("[A-Z].*\\.");
            setting.form().read(setting.initial());
        });
    }

    @Test
    void the_default_policy_is_the_domains() throws Exception {
        assertThat(Settings.of(Map.of()).rollCall().policy()).isEqualTo(CallPolicy.DEFAULT);
    }

    @Test
    void every_key_can_be_set_in_a_file() throws Exception {
        Path file = yaml("""
                server: {host: 0.0.0.0, port: 0, user-header: X-User, write-timeout: 5m}
                db:
                  url: jdbc:postgresql://db/users
                  username: clerk
                  password: 0123   # stays text: it is not the octal number 83
                  pool: 20
                remote:
                  uri: https://hr.example.com/people/{id}?full=true
                  first-id: 100
                  fields.id: ""
                  fields:
                    name: /person/name
                    email: "/person/mail~1work"
                  token: s3cret
                  concurrency: 300
                  attempts: 5
                  attempt-timeout: 250ms
                  coalesce: false
                  canary: 7
                  canary.absent: no body
                  absent.html: true
                  hollow: present
                roll-call: {deadline: 1500ms, max-deadline: 1m, concurrency: 32, max-ids: 5000}
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
    void system_properties_of_others_are_none_of_our_business() throws Exception {
        var given = Settings.given().putProperties(properties(Map.of("java.home", "/jdk", "user.name", "me")));
        assertThat(Settings.of(given)).isEqualTo(Settings.of(Map.of()));
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
                The settings are wrong:
                - FILE, line 3: "server.host" must be one text, not a list
                - FILE, line 6: "db.password" must be one text, not nothing; write "" if it is to be empty
                - ROLLCALL_ROLL_CALL_MAX_ID (environment variable): there is no such setting; the nearest is \
                ROLLCALL_ROLL_CALL_MAX_IDS
                - server.port = "http" (option -D) must be a whole number from 0 to 65535
                - db.url = "postgresql://***@db/users" (FILE, line 5) must be a JDBC URL that begins with jdbc:h2: or \
                jdbc:postgresql:, without user and password
                - db.pool = "-1" (environment variable ROLLCALL_DB_POOL) must be a whole number from 1 to 1000
                - remote.uri = "http://{id}.example.com/" (system property) must be an absolute http or https URI with \
                {id} once in its path or query, without user information and fragment, or empty
                - roll-call.deadline = "40s" (FILE, line 7) must be at most roll-call.max-deadline = "PT30S" (default)
                - server.prot (FILE, line 2): there is no such setting; the nearest is server.port
                - server.passwrd (system property): there is no such setting; the nearest is server.port""".replace("FILE", file.toString()));
    }

    @ParameterizedTest
    @CsvSource({
        "PT1.5S, 1500",
        "pt2s, 2000",
        "2s, 2000",
        "500ms, 500",
        "1m, 60000",
        "1h, 3600000",
        "P1D, 86400000",
        "24h, 86400000"
    })
    void a_duration_is_written_as_people_do(String text, long millis) throws Exception {
        Map<String, String> values = Map.of("roll-call.deadline", text, "roll-call.max-deadline", "24h");
        assertThat(Settings.of(values).rollCall().deadline()).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2",
                "2 s",
                "soon",
                "0s",
                "PT0S",
                "PT-1S",
                "PT0.0009S",
                "25h",
                "P2D",
                "999999999h",
                "P99999999999999D"
            })
    void what_is_no_duration_is_refused(String text) {
        assertWrong("roll-call.deadline", text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "65536", "080", "0x50", "8080 ", "1e3", "99999999999999999999", "٣"})
    void what_is_no_port_is_refused(String text) {
        assertWrong("server.port", text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hr.example.com:8080/users/{id}",
                "HTTPS://[::1]/users/{id}.json",
                "http://localhost/users?id={id}&full=1"
            })
    void a_remote_is_a_uri_with_the_id_in_it(String text) throws Exception {
        assertThat(Settings.of(Map.of("remote.uri", text)).remote().uri()).contains(new UriTemplate(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "users/{id}",
                "/users/{id}",
                "http:/users/{id}",
                "ftp://hr.example.com/{id}",
                "http://hr.example.com/users",
                "http://hr.example.com/{id}/{id}",
                "http://hr.example.com/{other}/{id}",
                "http://{id}.example.com/",
                "http://hr.example.com:{id}/",
                "http://hr.example.com:70000/{id}",
                "http://clerk:geheim@hr.example.com/{id}",
                "http://hr.example.com/#{id}",
                "http://hr.example.com/{id}#top",
                "http://hr.example.com/a b/{id}"
            })
    void a_uri_that_would_surprise_is_refused(String text) {
        assertWrong("remote.uri", text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "/a~2", "/a~", "/", ""})
    void a_field_is_a_json_pointer(String text) throws Exception {
        if (text.equals("/")) {
            assertThat(Settings.of(Map.of("remote.fields.name", text))
                            .remote()
                            .fields()
                            .name())
                    .isEqualTo("/");
        } else {
            assertWrong("remote.fields.name", text);
        }
    }

    @Test
    void an_empty_value_unsets_what_may_be_unset() throws Exception {
        var given = Settings.given()
                .putAll(OTHERS, "option -D")
                .putAll(Map.of("remote.uri", "", "db.username", "", "db.password", ""), "option -D");
        Settings settings = Settings.of(given);
        assertThat(settings.remote().uri()).isEmpty();
        assertThat(settings.database().username()).isEmpty();
        assertThat(settings.database().password()).isEmpty();
    }

    @Test
    void a_broken_file_is_told_of_by_line_and_column() throws Exception {
        Path file = yaml("server:\n  port: 8080\n  host: a: b\n");
        assertWrongFile(file, ", line 3, column 10: is not YAML: mapping values are not allowed here");
    }

    @Test
    void a_key_that_is_given_twice_is_wrong() throws Exception {
        Path file = yaml("server.port: 1\nserver:\n  port: 2\n");
        assertWrongFile(file, ", line 3: \"server.port\" is already given in line 1");
    }

    @Test
    void a_file_that_is_no_mapping_is_wrong() throws Exception {
        assertWrongFile(yaml("- server\n"), ", line 1: must be a mapping of settings");
    }

    @Test
    void a_file_that_contains_itself_ends() throws Exception {
        assertThatThrownBy(() -> fromFile(yaml("server: &s {again: *s}\n")))
                .hasMessageContaining("line 1: is nothing that a setting could be");
    }

    @Test
    void a_missing_file_a_directory_and_a_file_of_bytes_are_wrong() throws Exception {
        assertWrongFile(directory.resolve("none.yaml"), ": there is no such file");
        assertWrongFile(directory, ": is a directory, not a file");
        assertWrongFile(
                Files.write(directory.resolve("latin1.yaml"), "a: é".getBytes(StandardCharsets.ISO_8859_1)),
                ": is not UTF-8 text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "server:\n", "remote:\n  fields:\n", "---\n"})
    void a_file_in_which_all_is_left_out_is_fine(String text) throws Exception {
        assertThat(fromFile(yaml(text))).isEqualTo(Settings.of(Map.of()));
    }

    @Test
    void secrets_are_never_shown() throws Exception {
        Settings settings = Settings.of(Map.of(
                "db.password", "geheim",
                "db.url", "jdbc:postgresql://db/users?user=clerk&password=geheim&ssl=true",
                "remote.uri", "http://hr.example.com/users/{id}?api_key=geheim"));
        assertThat(settings.toString())
                .doesNotContain("geheim")
                .contains("password=***&ssl=true", "api_key=***", "Optional[***]");
    }

    private static Map<String, String> others() {
        Map<String, String> others = new LinkedHashMap<>();
        others.put("server.host", "0.0.0.0");
        others.put("server.port", "0");
        others.put("server.user-header", "X-User");
        others.put("server.write-timeout", "PT5M");
        others.put("db.url", "jdbc:postgresql://db/users");
        others.put("db.username", "clerk");
        others.put("db.password", "0123");
        others.put("db.pool", "20");
        others.put("remote.uri", "https://hr.example.com/people/{id}?full=true");
        others.put("remote.first-id", "100");
        others.put("remote.fields.id", "");
        others.put("remote.fields.name", "/person/name");
        others.put("remote.fields.email", "/person/mail~1work");
        others.put("remote.token", "s3cret");
        others.put("remote.concurrency", "300");
        others.put("remote.attempts", "5");
        others.put("remote.attempt-timeout", "PT0.25S");
        others.put("remote.coalesce", "false");
        others.put("remote.canary", "7");
        others.put("remote.canary.absent", "no body");
        others.put("remote.absent.html", "true");
        others.put("remote.hollow", "present");
        others.put("roll-call.deadline", "PT1.5S");
        others.put("roll-call.max-deadline", "PT1M");
        others.put("roll-call.concurrency", "32");
        others.put("roll-call.max-ids", "5000");
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

    private static void assertWrong(String key, String value) {
        assertThatThrownBy(() -> Settings.of(Map.of(key, value)))
                .isInstanceOf(WrongSettings.class)
                .hasMessageContaining("\n- " + key + " = ");
    }

    private static void assertWrongFile(Path file, String problem) {
        assertThatThrownBy(() -> fromFile(file))
                .isInstanceOf(WrongSettings.class)
                .hasMessage("The settings are wrong:\n- " + file + problem);
    }
}
