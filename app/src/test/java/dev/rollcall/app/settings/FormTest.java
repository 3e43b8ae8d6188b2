package dev.rollcall.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollcall.domain.UserId;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.mapping.Expression;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
    @Test
    void what_is_not_of_the_form_is_refused_by_what_would_be_right_and_is_not_repeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Form.token().read("ge heim"))
                .withMessage("must be a bearer token: letters, digits and -._~+/, with = only at the end, or empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Form.jdbcUrl().read("jdbc:postgresql://clerk:geheim@db/users"))
                .withMessage(
                        "must be a JDBC URL that starts with jdbc:h2: or jdbc:postgresql:, without user and password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://proxy:3128", "http://anna:ge%40heim@proxy.example.org:3128", "environment"})
    void a_proxy_is_a_uri_or_those_of_the_environment(String text) {
        assertThat(Form.proxy().read(text)).contains(text);
        assertThat(Form.proxy().read("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy:3128", "https://proxy:3128", "socks5://proxy:1080", "http://proxy", "Environment"})
    void what_is_no_proxy_is_refused(String text) {
        assertRefused(
                Form.proxy(),
                text,
                "must be http://host:port, http://user:password@host:port with special characters percent-encoded,"
                        + " environment, or empty");
    }

    @Test
    void a_file_is_named_or_not() {
        assertThat(Form.file().read("certs/ca.pem")).contains(Path.of("certs", "ca.pem"));
        assertThat(Form.file().read("")).isEmpty();
        assertRefused(Form.file(), "\0", "must be the name of a file, or empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "::1", "fe80::1%eth0", "my_host-1"})
    void a_host_is_a_name_or_an_address(String text) {
        assertThat(Form.host().read(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "[::1]", "localhost/", "http://localhost", "münchen"})
    void what_is_no_host_is_refused(String text) {
        assertRefused(Form.host(), text, "must be a host name or an IP address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rollcall",
                "rollcall.example.org",
                "*.example.org",
                "10.0.0.1",
                "[::1]",
                "[fd00::a:1]",
                "my_app-1"
            })
    void the_hosts_are_names_with_or_without_a_wildcard_and_addresses(String text) {
        assertThat(Form.hosts().read(text)).containsExactly(text);
        assertThat(Form.hosts().read(text + ",a , b")).containsExactly(text, "a", "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "a.*",
                "*a.b",
                "a:80",
                "http://a",
                "a/",
                "::1",
                "[::1]:80",
                "a b",
                "a,",
                ",",
                "a,,b",
                "[a.b]",
                "[x]",
                "a..b",
                "münchen"
            })
    void what_is_none_of_these_is_refused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Form.hosts().read(text))
                .withMessageStartingWith("must be host names such as rollcall.example.org");
    }

    @Test
    void there_may_be_no_hosts() {
        assertThat(Form.hosts().read("")).isEmpty();
    }

    @Test
    void a_host_has_253_characters_at_most() {
        assertThat(Form.host().read("a".repeat(253))).hasSize(253);
        assertRefused(Form.host(), "a".repeat(254), "must be a host name or an IP address");
    }

    @Test
    void a_text_may_be_left_out_and_has_no_control_characters() {
        assertThat(Form.optionalText().read("")).isEmpty();
        assertThat(Form.optionalText().read(" ä 😀 ")).contains(" ä 😀 ");
        assertRefused(Form.optionalText(), "a\u0000", "must be text without control characters, or empty");
        assertRefused(Form.optionalText(), "a\u0085", "must be text without control characters, or empty");
    }

    @Test
    void a_header_has_the_characters_of_a_token_and_100_of_them_at_most() {
        assertThat(Form.headerName().read("")).isEmpty();
        assertThat(Form.headerName().read("X-Forwarded-User")).contains("X-Forwarded-User");
        assertThat(Form.headerName().read("!#$%&'*+.^_`|~-")).contains("!#$%&'*+.^_`|~-");
        assertThat(Form.headerName().read("x".repeat(100))).isPresent();
        for (String text : new String[] {" ", "X User", "X:User", "X-Üser", "X\n", "x".repeat(101)}) {
            assertRefused(Form.headerName(), text, "must be a header name, such as X-Forwarded-User, or empty");
        }
    }

    @Test
    void a_token_ends_with_the_equals_signs_that_it_has() {
        assertThat(Form.token().read("")).isEmpty();
        assertThat(Form.token().read("az.AZ_09~+/-==")).contains("az.AZ_09~+/-==");
        assertThat(Form.token().read("x".repeat(8000))).isPresent();
        for (String text : new String[] {"=", "a=b", "a b", "a\n", "ä", "x".repeat(8001)}) {
            assertRefused(
                    Form.token(),
                    text,
                    "must be a bearer token: letters, digits and -._~+/, with = only at the end, or empty");
        }
    }

    @Test
    void credentials_are_a_name_and_a_password_which_may_be_empty_or_have_colons() {
        assertThat(Form.credentials().read("")).isEmpty();
        assertThat(Form.credentials().read("a:")).contains("a:");
        assertThat(Form.credentials().read("clérk:a:b c")).contains("clérk:a:b c");
        assertThat(Form.credentials().read("a:" + "x".repeat(3998))).isPresent();
        for (String text : new String[] {":", ":a", "a", "a:\t", "a:" + "x".repeat(3999)}) {
            assertRefused(Form.credentials(), text, "must be name:password, without control characters, or empty");
        }
    }

    @Test
    void an_id_is_one_that_a_user_may_have() {
        assertThat(Form.userId().read("")).isEmpty();
        assertThat(Form.userId().read("no body")).contains(new UserId("no body"));
        assertThat(Form.userId().read("x".repeat(128))).isPresent();
        for (String text : new String[] {"..", "a\n", "\uD800", "x".repeat(129)}) {
            assertRefused(
                    Form.userId(), text, "must be an id of 1 to 128 characters, without control characters, or empty");
        }
    }

    @Test
    void yes_and_no_are_true_and_false() {
        assertThat(Form.yesOrNo().read("true")).isTrue();
        assertThat(Form.yesOrNo().read("false")).isFalse();
        for (String text : new String[] {"", "TRUE", "yes", "1", "true "}) {
            assertRefused(Form.yesOrNo(), text, "must be true or false");
        }
    }

    @Test
    void one_of_two_words_is_one_of_them() {
        Form<String> form = Form.oneOf("left", "right");
        assertThat(form.read("left")).isEqualTo("left");
        assertThat(form.read("right")).isEqualTo("right");
        assertRefused(form, "Left", "must be left or right");
        assertRefused(form, "leftright", "must be left or right");
    }

    @Test
    void a_number_may_be_the_least_and_the_greatest_and_none_beyond() {
        Form<Integer> form = Form.number(1, 1000);
        assertThat(form.read("1")).isEqualTo(1);
        assertThat(form.read("1000")).isEqualTo(1000);
        assertRefused(form, "0", "must be a whole number from 1 to 1000");
        assertRefused(form, "1001", "must be a whole number from 1 to 1000");
        assertThat(Form.number(0, Integer.MAX_VALUE).read("2147483647")).isEqualTo(Integer.MAX_VALUE);
        assertRefused(Form.number(0, Integer.MAX_VALUE), "2147483648", "must be a whole number from 0 to 2147483647");
    }

    @Test
    void a_long_number_has_18_digits_at_most() {
        Form<Long> form = Form.longNumber(0, Long.MAX_VALUE);
        assertThat(form.read("0")).isZero();
        assertThat(form.read("999999999999999999")).isEqualTo(999_999_999_999_999_999L);
        assertRefused(form, "1000000000000000000", "must be a whole number from 0 to 9223372036854775807");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "-0",
                "+1",
                "65536",
                "080",
                "00",
                "0x50",
                "8080 ",
                "1e3",
                "1.0",
                "99999999999999999999",
                "٣"
            })
    void what_is_no_port_is_refused(String text) {
        assertRefused(Form.number(0, 65535), text, "must be a whole number from 0 to 65535");
    }

    @ParameterizedTest
    @CsvSource({
        "PT1.5S, 1500",
        "pt2s, 2000",
        "2s, 2000",
        "1ms, 1",
        "PT0.001S, 1",
        "500ms, 500",
        "0500ms, 500",
        "1m, 60000",
        "1h, 3600000",
        "P1D, 86400000",
        "86400000ms, 86400000",
        "24h, 86400000"
    })
    void a_duration_is_written_as_people_do(String text, long millis) {
        assertThat(Form.duration().read(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2",
                "2 s",
                "2S",
                "1.5s",
                "-2s",
                "soon",
                "0s",
                "0ms",
                "PT0S",
                "PT-1S",
                "PT0.0009S",
                "86400001ms",
                "PT24H0.000000001S",
                "25h",
                "P2D",
                "999999999h",
                "9999999999ms",
                "P99999999999999D",
                "PT9999999999999999999S"
            })
    void what_is_no_duration_is_refused(String text) {
        assertRefused(Form.duration(), text, "must be a duration from 1ms to 24h, such as PT1.5S, 2s or 500ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:file:./data/rollcall", "jdbc:h2:mem:x", "jdbc:postgresql://db/users?ssl=true"})
    void a_jdbc_url_is_of_a_database_that_we_know(String text) {
        assertThat(Form.jdbcUrl().read(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "jdbc:",
                "jdbc:mysql://db/users",
                "JDBC:H2:mem:x",
                "postgresql://db",
                "jdbc:postgresql://a@db/x"
            })
    void a_url_of_another_database_or_with_a_user_is_refused(String text) {
        assertRefused(
                Form.jdbcUrl(),
                text,
                "must be a JDBC URL that starts with jdbc:h2: or jdbc:postgresql:, without user and password");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hr.example.com:8080/users/{id}",
                "HTTPS://[::1]/users/{id}.json",
                "http://localhost/users?id={id}&full=1"
            })
    void a_remote_is_a_uri_with_the_id_in_it(String text) {
        assertThat(Form.uriTemplate().read(text)).contains(new UriTemplate(text));
        assertThat(Form.uriTemplate().read("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
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
        assertRefused(
                Form.uriTemplate(),
                text,
                "must be an absolute http or https URI with {id} once in its path or query,"
                        + " without user info and fragment, or empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/id", "/", "/person/name", "/a//b", "/~0~1", "/mail~1work", "/0", "/ä b\"", "id", "a || b"})
    void a_field_is_a_json_pointer_or_a_jmespath_expression(String text) {
        assertThat(Form.expression().read(text)).contains(Expression.of(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "#/id; invalid JMESPath in column 1: token recognition error at: '#'",
                "/a~2; in a JSON Pointer ~ must be written ~0, and / in a name ~1: \"/a~2\"",
                "a ||; invalid JMESPath in column 5: mismatched input '<EOF>'"
            },
            quoteCharacter = '`')
    void a_wrong_expression_is_refused_with_the_place(String text, String why) {
        assertRefused(
                Form.expression(),
                text,
                "must be a JSON Pointer such as /id, or a JMESPath expression such as name || login, or empty: " + why);
    }

    @Test
    void what_may_be_left_out_is_otherwise_of_the_same_form() {
        Form<Optional<Integer>> form = Form.optional(Form.number(1, 9));
        assertThat(form.read("")).isEmpty();
        assertThat(form.read("9")).contains(9);
        assertRefused(form, "10", "must be a whole number from 1 to 9, or empty");
    }

    @Test
    void another_meaning_changes_nothing_of_what_is_right() {
        Form<String> form = Form.number(1, 9).map("x"::repeat);
        assertThat(form.read("3")).isEqualTo("xxx");
        assertRefused(form, "0", "must be a whole number from 1 to 9");
    }

    private static void assertRefused(Form<?> form, String text, String message) {
        assertThatIllegalArgumentException()
                .as("%s", text)
                .isThrownBy(() -> form.read(text))
                .withMessage(message);
    }
}
