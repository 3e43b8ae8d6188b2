package dev.rollcall.http.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AcceptTest {
    private static final List<String> TYPES = List.of("application/json", "text/html", "text/csv");

    private static String best(String accept) {
        return Accept.of(accept).best(TYPES).orElse("none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html                                              | text/html",
                "TEXT/Html                                              | text/html",
                "application/json;q=0.5, text/html                      | text/html",
                "application/json;q=0.5, text/html;q=0.4                | application/json",
                "application/json ; q=0.5 ,text/html;Q=0.6              | text/html",
                "text/csv, text/html                                    | text/csv",
                "text/*, application/json;q=0.9                         | text/html",
                "text/html;q=0.1, text/*;q=0.9                          | text/csv",
                "*/*;q=0.1, text/html;q=0                               | application/json",
                "*/*                                                    | application/json",
                "text/csv, */*                                          | text/csv",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | text/html",
                "image/png                                              | none",
                "text/html;q=0                                          | none",
                "text/html;q=0.000                                      | none",
                "text/*;q=0                                             | none",
                "*/json                                                 | none",
            })
    void chooses_by_weight_then_by_precision_then_by_the_order_of_the_client_then_by_ours(String accept, String type) {
        assertThat(best(accept)).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html;charset=utf-8",
                "text/html; charset=\"utf-8\"",
                "text/html;level=\"1,\\\"2\";q=0.5",
                "text/html;q=0.5;ext=1",
                "text/html;level=1;q=0.1, application/json;q=0.05",
                ", text/html ,, ",
            })
    void parameters_do_not_count(String accept) {
        assertThat(best(accept)).isEqualTo("text/html");
    }

    @Test
    void a_range_without_parameters_decides_before_one_with_some() {
        assertThat(best("text/html;level=1, text/html;q=0.3, text/csv;q=0.5")).isEqualTo("text/csv");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "garbage",
                "text/html;q=abc",
                "text/html;q=1.1",
                "text/html;q=0.1234",
                ";",
                "a/b;c=\"",
                "text/html text/csv",
                "text/html;q"
            })
    void a_header_that_breaks_the_rules_asks_for_nothing(String accept) {
        assertThat(best(accept)).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html;a=\"\\", "a/b;c=d", ",", " ", "*/*;"})
    void reads_long_headers_quickly(String part) {
        assertThat(best(part.repeat(5000))).isIn("application/json", "none");
    }
}
