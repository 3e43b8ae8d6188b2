package dev.rollcall.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GivenSettingsTest {
    private static final Setting<Integer> LEAST = new Setting<>("range.least", "The least.", Form.number(0, 99), "3");
    private static final Setting<Integer> MOST = new Setting<>("range.most", "The most.", Form.number(0, 99), "7");
    private static final Setting<Optional<String>> TOKEN =
            new Setting<>("api.token", "A secret.", Form.optionalText(), "");
    private static final Setting<Optional<String>> USER =
            new Setting<>("api.user-name", "A name.", Form.optionalText(), "");

    private static final Setting<Optional<String>> TOKEN_FILE =
            new Setting<>("api.token-file", "Its file.", Form.optionalText(), "");

    private final GivenSettings given = new GivenSettings(List.of(LEAST, MOST, TOKEN, TOKEN_FILE, USER));

    @TempDir
    private Path folder;

    @Test
    void what_was_not_given_is_the_default() {
        assertThat(given.get(LEAST)).isEqualTo(3);
        assertThat(given.get(TOKEN)).isEmpty();
        assertThat(problems()).isEmpty();
    }

    @Test
    void what_is_put_later_wins_whatever_the_source() {
        given.put("range.least", "1", "file");
        assertThat(given.get(LEAST)).isEqualTo(1);
        given.putEnvironment(Map.of("ROLLCALL_RANGE_LEAST", "2"));
        assertThat(given.get(LEAST)).isEqualTo(2);
        given.putProperties(properties(Map.of("range.least", "4")));
        assertThat(given.get(LEAST)).isEqualTo(4);
        given.putAll(Map.of("range.least", "5"), "option -D");
        assertThat(given.get(LEAST)).isEqualTo(5);
        given.put("range.least", "6", "file");
        assertThat(given.get(LEAST)).isEqualTo(6);
        assertThat(given.get(MOST)).isEqualTo(7);
    }

    @Test
    void a_value_that_is_not_of_the_form_can_not_be_had() {
        given.put("range.least", "100", "file");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> given.get(LEAST))
                .withMessage("must be a whole number from 0 to 99");
    }

    @Test
    void a_variable_has_an_underscore_for_every_dot_and_hyphen() {
        given.putEnvironment(Map.of("ROLLCALL_API_USER_NAME", "anna"));
        assertThat(given.get(USER)).contains("anna");
    }

    @Test
    void variables_of_ours_that_are_no_settings_are_told_of_in_order() {
        given.putEnvironment(Map.of("ROLLCALL_RANGE_LAST", "1", "ROLLCALL_API_TOKENS", "geheim", "ROLLCALL_", "x"));
        assertThat(problems())
                .containsExactly(
                        "ROLLCALL_ (environment variable): unknown setting; did you mean ROLLCALL_API_TOKEN?",
                        "ROLLCALL_API_TOKENS (environment variable): unknown setting; did you mean ROLLCALL_API_TOKEN?",
                        "ROLLCALL_RANGE_LAST (environment variable): unknown setting; did you mean ROLLCALL_RANGE_LEAST?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PATH",
                "RANGE_LEAST",
                "rollcall_range_last",
                "ROLLCALL",
                "MY_ROLLCALL_RANGE_LAST",
                "ROLLCALL_JAR",
                "ROLLCALL_JAVA_OPTIONS",
                "ROLLCALL_SERVICE_HOST",
                "ROLLCALL_SERVICE_PORT",
                "ROLLCALL_SERVICE_PORT_HTTP",
                "ROLLCALL_DB_SERVICE_HOST",
                "ROLLCALL_DB_SERVICE_PORT",
                "ROLLCALL_DB_SERVICE_PORT_PGBOUNCER_2",
                "ROLLCALL_DB_PORT_5432_TCP",
                "ROLLCALL_DB_PORT_5432_TCP_PROTO",
                "ROLLCALL_DB_PORT_5432_TCP_PORT",
                "ROLLCALL_MY_SERVER_PORT_53_UDP_ADDR",
                "ROLLCALL_PORT_8080_TCP_ADDR"
            })
    void variables_of_others_are_none_of_our_business(String name) {
        given.putEnvironment(Map.of(name, "x"));
        assertThat(problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://10.0.0.1:8080", "udp://10.0.0.1:53", "sctp://[fd00::1]:9"})
    void a_port_that_is_the_address_of_a_service_is_its_and_not_a_setting(String address) throws WrongSettings {
        given.putEnvironment(Map.of("ROLLCALL_PORT", address, "ROLLCALL_DB_PORT", address));
        assertThat(problems()).isEmpty();
        Settings server = Settings.of(Settings.given().putEnvironment(Map.of("ROLLCALL_SERVER_PORT", address)));
        assertThat(server.server().port()).isEqualTo(8080);
        GivenSettings wrong = Settings.given().putEnvironment(Map.of("ROLLCALL_SERVER_PORT", "tcp://"));
        assertThat(catchThrowableOfType(WrongSettings.class, () -> Settings.of(wrong)))
                .hasMessageContaining("server.port");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ROLLCALL_JARS",
                "ROLLCALL_JAVA",
                "ROLLCALL_SERVICE",
                "ROLLCALL_PORTS",
                "ROLLCALL_PORT",
                "ROLLCALL_DB_PORT",
                "ROLLCALL_DB_HOST",
                "ROLLCALL_DB_SERVICE",
                "ROLLCALL_DB_SERVICE_PROT",
                "ROLLCALL_DB_PORT_TCP",
                "ROLLCALL_SERVER_PORT_8080"
            })
    void variables_that_only_resemble_those_of_others_are_told_of(String name) {
        given.putEnvironment(Map.of(name, "x"));
        assertThat(problems()).singleElement().asString().startsWith(name + " (environment variable): ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.home", "user.name", "range", "ranges.least", "api", "x.range.least", "RANGE.least"})
    void system_properties_of_others_are_none_of_our_business(String name) {
        given.putProperties(properties(Map.of(name, "x")));
        assertThat(problems()).isEmpty();
        assertThat(given.get(LEAST)).isEqualTo(3);
    }

    @Test
    void a_system_property_in_a_section_of_ours_is_a_setting_or_wrong() {
        given.putProperties(properties(Map.of("range.most", "8", "range.lest", "1", "api.", "2")));
        assertThat(given.get(MOST)).isEqualTo(8);
        assertThat(problems())
                .containsExactly(
                        "api. (system property): unknown setting; did you mean api.token?",
                        "range.lest (system property): unknown setting; did you mean range.least?");
    }

    @Test
    void a_key_that_there_is_not_is_told_of_without_its_value() {
        given.put("api.tokn", "geheim", "file, line 3");
        assertThat(problems()).containsExactly("api.tokn (file, line 3): unknown setting; did you mean api.token?");
    }

    @ParameterizedTest
    @CsvSource({
        "range.mst, range.most",
        "range.mosst, range.most",
        "range.mast, range.most",
        "RANGE.MOST, range.most",
        "range.laost, range.least",
        "x, api.token"
    })
    void the_nearest_key_is_the_one_with_the_fewest_changes_and_then_the_first(String key, String nearest) {
        given.put(key, "", "file");
        assertThat(problems()).singleElement().asString().endsWith("; did you mean " + nearest + "?");
    }

    @Test
    void a_strange_key_is_quoted_so_that_it_does_no_harm() {
        given.put("a\u001B[31m", "", "file").put("a b", "", "file").put("x".repeat(81), "", "file");
        assertThat(problems())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("\"a\\u001B[31m\" (file): "),
                        second -> assertThat(second).startsWith("\"a b\" (file): "),
                        third -> assertThat(third).startsWith("\"" + "x".repeat(40) + "…\" (file): "));
    }

    @Test
    void every_wrong_value_is_told_of_with_its_source_and_what_would_be_right() {
        given.put("range.least", "x", "file, line 1").put("range.most", "100", "option -D");
        assertThat(problems())
                .containsExactly(
                        "range.least = \"x\" (file, line 1) must be a whole number from 0 to 99",
                        "range.most = \"100\" (option -D) must be a whole number from 0 to 99");
    }

    @Test
    void a_secret_is_not_shown_though_it_is_wrong() {
        given.put("api.token", "geheim\n", "file");
        assertThat(problems())
                .containsExactly("api.token = *** (file) must be text without control characters, or empty");
    }

    @Test
    void the_smaller_may_be_as_great_as_the_greater_and_no_greater() {
        given.put("range.least", "7", "file").checkOrder(LEAST, MOST);
        assertThat(problems()).isEmpty();
        given.put("range.least", "8", "file").checkOrder(LEAST, MOST);
        assertThat(problems())
                .containsExactly("range.least = \"8\" (file) must be at most range.most = \"7\" (default)");
    }

    @Test
    void the_order_of_what_can_not_be_read_is_not_told_of_as_well() {
        given.put("range.least", "x", "file").checkOrder(LEAST, MOST);
        given.checkOrder(MOST, LEAST);
        assertThat(problems()).hasSize(1);
    }

    @Test
    void of_two_only_one_may_be_given() {
        given.checkExclusive(TOKEN, USER);
        given.put("api.token", "geheim", "file").checkExclusive(TOKEN, USER);
        given.put("api.user-name", "", "file").checkExclusive(TOKEN, USER);
        assertThat(problems()).isEmpty();
        given.put("api.user-name", "anna", "option -D").checkExclusive(TOKEN, USER);
        assertThat(problems())
                .containsExactly(
                        "api.token = *** (file) and api.user-name = \"anna\" (option -D) are mutually exclusive");
    }

    @Test
    void two_that_must_differ_may_both_be_left_out() {
        given.checkDiffer(TOKEN, USER);
        given.put("api.token", "a", "file").checkDiffer(TOKEN, USER);
        given.put("api.user-name", "A", "file").checkDiffer(TOKEN, USER);
        assertThat(problems()).isEmpty();
        given.put("api.user-name", "a", "file").checkDiffer(USER, TOKEN);
        assertThat(problems()).containsExactly("api.user-name = \"a\" (file) and api.token = *** (file) must differ");
    }

    @Test
    void a_secret_is_read_from_its_file_and_the_file_is_its_source() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "geheim\n");
        given.put("api.token-file", file.toString(), "file, line 3").readSecretFiles();
        assertThat(given.get(TOKEN)).contains("geheim");
        Files.writeString(file, "ge\u0000heim\n");
        given.put("api.token", "", "option -D").readSecretFiles();
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("api.token = *** (file \"")
                .endsWith(") must be text without control characters, or empty");
    }

    @Test
    void a_secret_and_its_file_are_one_too_many_also_from_different_sources() {
        given.put("api.token-file", "/run/secrets/token", "file, line 3")
                .put("api.token", "geheim", "option -D")
                .readSecretFiles();
        assertThat(problems())
                .containsExactly(
                        "api.token = *** (option -D) and api.token-file = \"/run/secrets/token\" (file, line 3)"
                                + " are mutually exclusive");
    }

    @Test
    void a_file_of_a_secret_that_can_not_be_read_is_told_of() {
        String missing = folder.resolve("x").toString();
        given.put("api.token-file", missing, "file, line 3").readSecretFiles();
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("api.token-file = \"/")
                .endsWith(": no such file");
    }

    @Test
    void secrets_on_the_command_line_are_known() {
        var properties = properties(Map.of("api.token", "geheim", "api.user-name", "anna"));
        assertThat(given.putProperties(properties).shownSecrets()).containsExactly("api.token");
        assertThat(given.putEnvironment(Map.of("ROLLCALL_API_TOKEN", "geheim")).shownSecrets())
                .isEmpty();
        assertThat(given.putOptions(Map.of("api.token", "")).shownSecrets()).isEmpty();
        assertThat(given.putOptions(Map.of("api.token", "geheim")).shownSecrets())
                .containsExactly("api.token");
        assertThat(given.put("api.token", "geheim", "file, line 3").shownSecrets())
                .isEmpty();
    }

    @Test
    void a_proxy_on_the_command_line_is_a_secret_if_it_has_a_password() {
        assertThat(Settings.given()
                        .putOptions(Map.of("remote.proxy", "http://anna:geheim@h:1"))
                        .shownSecrets())
                .containsExactly("remote.proxy");
        assertThat(Settings.given()
                        .putOptions(Map.of("remote.proxy", "http://h:1"))
                        .shownSecrets())
                .isEmpty();
    }

    @Test
    void nothing_is_thrown_if_nothing_is_wrong() {
        assertThatCode(given::throwProblems).doesNotThrowAnyException();
    }

    /** Returns all that is wrong by now, and what the values and keys are found to be besides. */
    private List<String> problems() {
        given.checkValues();
        given.checkKeys();
        WrongSettings wrong = catchThrowableOfType(WrongSettings.class, given::throwProblems);
        return wrong == null
                ? List.of()
                : String.valueOf(wrong.getMessage())
                        .lines()
                        .skip(1)
                        .map(problem -> problem.substring(2))
                        .toList();
    }

    private static Properties properties(Map<String, String> values) {
        var properties = new Properties();
        properties.putAll(values);
        return properties;
    }
}
