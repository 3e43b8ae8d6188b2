package dev.rollcall.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.UserId;
import dev.rollcall.http.client.api.Proofs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlSettingsTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server.port: 1\nserver.host: h\n",
                "server:\n  port: 1\n  host: h\n",
                "server: {port: 1, host: h}\n",
                "server: {port: 1}\nserver.host: h\n",
                "{\"server\": {\"port\": \"1\", \"host\": \"h\"}}",
                "\"server.port\": '1'\r\n'server': !!map\r\n  host: >-\r\n    h\r\n",
                "\uFEFFserver: {port: 1, host: h}",
                "%YAML 1.1\n---\nserver: {port: 1, host: h}\n...\n",
                "server:\n  port: &p 1\n  host: h\ndb.pool: *p\n"
            })
    void a_key_below_another_is_the_same_as_one_with_a_dot(String text) throws Exception {
        Settings.Server server = fromFile(yaml(text)).server();
        assertThat(server.port()).isEqualTo(1);
        assertThat(server.host()).isEqualTo("h");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123", "1e3", "0x10", "1_000", "yes", "true", "2026-11-22", "1.50", "+1"})
    void a_value_is_the_text_that_stands_in_the_file(String text) throws Exception {
        assertThat(fromFile(yaml("db.username: " + text + "\n")).database().username())
                .contains(text);
    }

    @Test
    void a_value_in_quotes_may_be_empty_or_have_what_else_means_something() throws Exception {
        assertThat(fromFile(yaml("db.username: \"\"\n")).database().username()).isEmpty();
        assertThat(fromFile(yaml("db.username: 'null'\n")).database().username())
                .contains("null");
        assertThat(fromFile(yaml("db.username: 'a: #1'\n")).database().username())
                .contains("a: #1");
        assertThat(fromFile(yaml("db.username: \"\\u00e4 \\\" \\\\\"\n"))
                        .database()
                        .username())
                .contains("ä \" \\");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "remote.fields.active: !deleted\n",
                "remote:\n  token: !x\n",
                "remote.fields.active: !!bool deleted\n",
                "remote.list.users: !<tag:example.org,2026:x> a\n"
            })
    void a_tag_is_no_value(String yaml) {
        assertThatThrownBy(() -> fromFile(yaml(yaml)))
                .isInstanceOf(WrongSettings.class)
                .hasMessageContaining("has a tag: a value that begins with ! must stand in single quotes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"db.password:\n", "db.password: ~\n", "db: {password: null}\n", "db: {password}\n"})
    void a_value_that_was_left_out_is_not_taken_for_an_empty_one(String text) throws Exception {
        assertWrongFile(yaml(text), ", line 1: \"db.password\" has no value; write \"\" for empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"server:\n  port: [1]\n", "server:\n  port:\n  - 1\n", "server:\n  port: []\n"})
    void a_list_is_no_value(String text) throws Exception {
        assertWrongFile(yaml(text), ", line 2: \"server.port\" must be a single value, not a list");
    }

    @Test
    void in_a_file_a_canary_stands_beside_the_other_or_is_left_out() throws Exception {
        Proofs both =
                new Proofs(Optional.of(new UserId("7")), Optional.of(new UserId("x")), false, false, Optional.empty());
        assertThat(fromFile(yaml("remote.canary: 7\nremote.canary.absent: x\n"))
                        .remote()
                        .proofs())
                .isEqualTo(both);
        assertThat(fromFile(yaml("remote:\n  canary: {absent: x}\n")).remote().proofs())
                .isEqualTo(Proofs.DEFAULT.withAbsentCanary(new UserId("x")));
        assertWrongFile(yaml("remote:\n  canary:\n"), ", line 2: \"remote.canary\" has no value; write \"\" for empty");
    }

    @Test
    void a_file_says_more_than_what_was_given_before_and_no_more_than_it_says() throws Exception {
        var given = Settings.given().putAll(Map.of("server.port", "1", "server.host", "h"), "given");
        YamlSettings.read(yaml("server.port: 2\n"), given);

        Settings.Server server = Settings.of(given).server();
        assertThat(server.port()).isEqualTo(2);
        assertThat(server.host()).isEqualTo("h");
    }

    @Test
    void a_wrong_value_or_key_is_told_of_by_its_line() throws Exception {
        assertWrongFile(
                yaml("server:\n  host: h\n\n  port: x\n"),
                ", line 4) must be a whole number from 0 to 65535",
                "server.port = \"x\" (");
        assertWrongFile(
                yaml("# nothing\nserver: {}\nsrver: {port: 1}\n"),
                ", line 3): unknown setting; did you mean server.port?",
                "srver.port (");
    }

    @ParameterizedTest
    @CsvSource({
        "'server:\n  port: 8080\n  host: a: b\n', 3, 10, mapping values are not allowed here",
        "'server:\n\tport: 1\n', 2, 1, found character '\\t(TAB)' that cannot start any token. "
                + "(Do not use \\t(TAB) for indentation)",
        "'db.username: \"a\n', 2, 1, found unexpected end of stream",
        "'server.port: *p\n', 1, 14, found undefined alias p",
        "'a: 1\n---\nb: 2\n', 2, 1, but found another document"
    })
    void a_broken_file_is_told_of_by_line_and_column(String text, int line, int column, String problem)
            throws Exception {
        Path file = yaml(text);
        assertWrongFile(
                file,
                ", line %s, column %s: invalid YAML: %s (a value with special characters stands in single quotes)"
                        .formatted(line, column, problem));
    }

    @Test
    void a_file_with_control_characters_is_no_yaml_and_does_no_harm_to_a_terminal() throws Exception {
        Path file = yaml("db.username: \u001B[31m\n");
        assertThatThrownBy(() -> fromFile(file))
                .hasMessageStartingWith("Invalid settings:\n- " + file + ": invalid YAML: ")
                .hasMessageContaining("special characters are not allowed")
                .hasMessageNotContaining("\u001B");
    }

    @Test
    void a_key_that_is_given_twice_is_wrong() throws Exception {
        assertWrongFile(
                yaml("server.port: 1\nserver:\n  port: 2\n"), ", line 3: \"server.port\" is already set in line 1");
        assertWrongFile(yaml("server:\n  port: 1\n  port: 1\n"), ", line 3: \"server.port\" is already set in line 2");
        assertWrongFile(yaml("server: {port: 1, port: 1}\n"), ", line 1: \"server.port\" is already set in line 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"- server\n", "server\n", "\"\"\n", "8080\n"})
    void a_file_that_is_no_mapping_is_wrong(String text) throws Exception {
        assertWrongFile(yaml(text), ", line 1: must be a mapping of settings");
    }

    @Test
    void a_key_is_one_text() throws Exception {
        assertWrongFile(yaml("server.port: 1\n? [a, b]\n: 2\n"), ", line 2: a key must be text, at most 8 levels deep");
    }

    @Test
    void a_file_that_contains_itself_ends() throws Exception {
        assertThatThrownBy(() -> fromFile(yaml("server: &s {again: *s}\n")))
                .hasMessageContaining("line 1: a key must be text, at most 8 levels deep");
    }

    @Test
    void keys_lie_eight_deep_at_most() throws Exception {
        assertThatThrownBy(() -> fromFile(yaml("a: {a: {a: {a: {a: {a: {a: {a: 1}}}}}}}\n")))
                .hasMessageContaining("\n- a.a.a.a.a.a.a.a (");
        assertWrongFile(
                yaml("a: {a: {a: {a: {a: {a: {a: {a: {a: 1}}}}}}}}\n"),
                ", line 1: a key must be text, at most 8 levels deep");
    }

    @Test
    void a_missing_file_a_directory_and_a_file_of_bytes_are_wrong() throws Exception {
        assertWrongFile(directory.resolve("none.yaml"), ": no such file");
        assertWrongFile(directory, ": is a directory, not a file");
        assertWrongFile(
                Files.write(directory.resolve("latin1.yaml"), "a: é".getBytes(StandardCharsets.ISO_8859_1)),
                ": invalid UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "server:\n", "server: {}\n", "remote:\n  fields:\n", "---\n", "~\n"})
    void a_file_in_which_all_is_left_out_is_fine(String text) throws Exception {
        assertThat(fromFile(yaml(text))).isEqualTo(Settings.of(Map.of()));
    }

    private Path yaml(String text) throws IOException {
        return Files.writeString(directory.resolve("rollcall.yaml"), text);
    }

    private static Settings fromFile(Path file) throws WrongSettings {
        var given = Settings.given();
        YamlSettings.read(file, given);
        return Settings.of(given);
    }

    private static void assertWrongFile(Path file, String problem) {
        assertWrongFile(file, problem, "");
    }

    private static void assertWrongFile(Path file, String problem, String before) {
        assertThatThrownBy(() -> fromFile(file))
                .isInstanceOf(WrongSettings.class)
                .hasMessage("Invalid settings:\n- " + before + file + problem);
    }
}
