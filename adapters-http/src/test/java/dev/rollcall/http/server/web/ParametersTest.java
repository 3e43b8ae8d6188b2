package dev.rollcall.http.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ParametersTest {
    private static final Set<String> KNOWN = Set.of("count", "a");

    private final Served served =
            Served.reading(request -> Parameters.of(request, KNOWN).text("count"));

    @AfterEach
    void close() {
        served.close();
    }

    private static Parameters form(String... values) {
        return Parameters.ofForm(Map.of("a", List.of(values)), KNOWN);
    }

    private static void assertRefused(ThrowingCallable reading, String detail) {
        assertThatThrownBy(reading).isInstanceOf(Problem.Refusal.class).hasMessage("bad-parameter: " + detail);
    }

    // -- in the query of a URI

    @ParameterizedTest
    @CsvSource({
        "count=7, 7",
        "a=1&count=7, 7",
        "count=a+b%2Bc, a b+c",
        "count=Zo%C3%AB, Zoë",
        "count=1=2, 1=2",
        "%63ount=7, 7",
        "c%6fun%74=7&a=, 7",
    })
    void names_and_values_of_a_query_are_decoded(String query, String value) {
        assertThat(served.query(query).body()).isEqualTo("Optional[" + value + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "count", "count=", "a=1", "&&", "&a=1&"})
    void a_value_that_is_empty_counts_as_none(String query) {
        assertThat(served.query(query).body()).isEqualTo("Optional.empty");
        assertThat(form("").text("a")).isEmpty();
        assertThat(form().text("a")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cuont=1      | \"cuont\" is not a parameter of this route; it accepts a, count",
                "cuont        | \"cuont\" is not a parameter of this route; it accepts a, count",
                "=1           | \"\" is not a parameter of this route; it accepts a, count",
                "Count=1      | \"Count\" is not a parameter of this route; it accepts a, count",
                "%2563ount=1  | \"%63ount\" is not a parameter of this route; it accepts a, count",
                "count=1&count=2&%63ount=3 | count is given 3 times, but may occur only once",
                "count=%FF    | count must be percent-encoded UTF-8: \"%FF\"",
                "%FF=1        | the name of a parameter must be percent-encoded UTF-8: \"%FF\"",
            })
    void what_can_not_be_asked_is_told(String query, String detail) {
        assertThat(served.query(query).detail(400, "bad-parameter")).isEqualTo(detail);
    }

    @Test
    void a_cursor_stands_for_its_text() {
        for (String text : new String[] {"7", "Zoë/☃", "a\nb"}) {
            assertThat(form(Parameters.cursor(text)).cursor("a", "a cursor", read -> read))
                    .hasValue(text);
        }
        for (String bad : new String[] {"=", "é", "_w"}) {
            assertRefused(() -> form(bad).cursor("a", "a cursor", read -> read), "a must be a cursor: \"" + bad + "\"");
        }
    }

    @Test
    void a_positive_number_has_no_sign_and_no_leading_zeros() {
        assertThat(form("9223372036854775807").positive("a", "it")).hasValue(Long.MAX_VALUE);
        for (String bad : new String[] {"0", "-1", "+1", "01", "9223372036854775808", "x"}) {
            assertRefused(
                    () -> form(bad).positive("a", "it"), "a must be it, a positive whole number: \"" + bad + "\"");
        }
    }

    // -- in a form

    @Test
    void a_form_has_no_fields_but_those_that_are_known() {
        assertRefused(
                () -> Parameters.ofForm(Map.of("a\u0000", List.of("1")), KNOWN),
                "\"a\\u0000\" is not a parameter of this route; it accepts a, count");
        assertRefused(() -> form("1", "2").text("a"), "a is given 2 times, but may occur only once");
        assertThat(form(" x ").text("a")).hasValue(" x ");
    }

    // -- as something else than a text

    @Test
    void a_number_is_within_its_bounds() {
        assertThat(form("3").number("a", 3, 5)).hasValue(3);
        assertThat(form("5").number("a", 3, 5)).hasValue(5);
        assertThat(form("004").number("a", 3, 5)).hasValue(4);
        assertThat(form("999999999").number("a", 0, Integer.MAX_VALUE)).hasValue(999_999_999);
        assertThat(form("").number("a", 3, 5)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "6", "-3", "+3", " 3", "3.0", "3e0", "0x3", "٣", "99999999999999999999"})
    void what_is_no_number_within_its_bounds_is_told_with_them(String value) {
        assertRefused(() -> form(value).number("a", 3, 5), "a must be a whole number from 3 to 5: \"" + value + "\"");
    }

    @Test
    void a_flag_is_true_or_false_and_false_if_it_is_not_given() {
        assertThat(form("true").flag("a")).isTrue();
        assertThat(form("false").flag("a")).isFalse();
        assertThat(form().flag("a")).isFalse();
        assertRefused(() -> form("TRUE").flag("a"), "a must be one of true, false: \"TRUE\"");
    }

    @Test
    void one_of_some_values_is_known_by_its_word() {
        Integer[] values = {10, 20};
        assertThat(form("14").oneOf("a", values, Integer::toHexString)).hasValue(20);
        assertThat(form().oneOf("a", values, Integer::toHexString)).isEmpty();
        assertRefused(() -> form("20").oneOf("a", values, Integer::toHexString), "a must be one of a, 14: \"20\"");
    }

    @Test
    void a_version_is_a_positive_number_of_64_bits() {
        assertThat(form("1").version("a")).hasValue(1);
        assertThat(form("9223372036854775807").version("a")).hasValue(Long.MAX_VALUE);
        assertThat(form().version("a")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "01", "+1", "9223372036854775808", "12345678901234567890", "x"})
    void what_is_no_version_is_told(String value) {
        assertRefused(
                () -> form(value).version("a"), "a must be a version, a positive whole number: \"" + value + "\"");
    }

    @Test
    void a_reader_says_by_its_exception_that_it_does_not_understand() {
        assertThat(form("PT1S").read("a", "a duration", Duration::parse)).hasValue(Duration.ofSeconds(1));
        assertRefused(() -> form("1s").read("a", "a duration", Duration::parse), "a must be a duration: \"1s\"");
        String shown = "x".repeat(40) + "…";
        assertRefused(
                () -> form("x".repeat(41)).read("a", "a duration", Duration::parse),
                "a must be a duration: \"" + shown + "\"");
    }

    @Test
    void a_mistake_of_a_reader_is_not_taken_for_one_of_the_client() {
        assertThatThrownBy(() -> form("1").read("a", "anything", text -> {
                    throw new IllegalStateException("ours");
                }))
                .isInstanceOf(IllegalStateException.class);
    }
}
