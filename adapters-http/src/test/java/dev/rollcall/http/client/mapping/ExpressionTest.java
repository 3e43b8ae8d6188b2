package dev.rollcall.http.client.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpressionTest {
    /** A user with the peculiarities of several vendors. */
    private static final String USER = """
            {"id": 7, "userName": "babs", "mail": null, "status": "DEPROVISIONED", "suspended": true,
             "profile": {"firstName": "Babs", "lastName": null, "a/b~c": ["x", 0.5]},
             "emails": [{"value": "home@example.net"}, {"value": "work@example.org", "primary": true}]}""";

    private static @Nullable Object find(String expression) throws IOException {
        try (var json = JsonBody.parser(ByteBuffer.wrap(USER.getBytes(StandardCharsets.UTF_8)))) {
            json.nextToken();
            return Expression.of(expression).find(JsonTree.read(json));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "/id; 7",
                "/profile/firstName; Babs",
                "/profile/a~1b~0c/0; x",
                "/profile/a~1b~0c/1; 0.5",
                "/emails/1/primary; true",
                "join(' ', [profile.firstName, profile.lastName][?@]); Babs",
                "(emails[?primary].value | [0]) || mail; work@example.org",
                "mail || userName; babs",
                "status != 'DEPROVISIONED'; false",
                "!suspended; false",
                "profile.\"a/b~c\"[0]; x",
            })
    void it_finds_a_value(String expression, String value) throws IOException {
        assertThat(find(expression)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/mail", "/none", "/emails/2", "/emails/x", "/id/x", "mail", "none.of[0].these", "emails[7]"})
    void it_finds_nothing(String expression) throws IOException {
        assertThat(find(expression)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "a.; invalid JMESPath in column 3: mismatched input '<EOF>'",
                "nope(a); invalid JMESPath in column 1: unknown function \"nope\"",
                "length(a, b); invalid JMESPath in column 1: invalid arity calling \"length\" (expected 1 but was 2)",
                "$.name; invalid JMESPath in column 1: token recognition error at: '$' (JSONPath's $ is @ in JMESPath, or nothing)",
                "first-name; invalid JMESPath in column 6: token recognition error at: '-n' (a name with a hyphen stands in double"
                        + " quotes)",
                "``; invalid JMESPath in column 1: mismatched input '<EOF>'",
                "/a~2; in a JSON Pointer ~ must be written ~0, and / in a name ~1: \"/a~2\"",
            })
    void a_wrong_one_is_refused_with_the_place(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Expression.of(text))
                .withMessage(message);
    }

    @Test
    void a_function_that_cannot_be_applied_is_told() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> find("join(' ', [profile.lastName])"))
                .withMessageContaining("Invalid argument type calling \"join\"");
    }

    @Test
    void expressions_with_the_same_text_are_equal() {
        assertThat(Expression.of("a || b"))
                .isEqualTo(Expression.of("a || b"))
                .hasSameHashCodeAs(Expression.of("a || b"));
        assertThat(Expression.of("/a")).isNotEqualTo(Expression.of("a")).hasToString("/a");
    }
}
