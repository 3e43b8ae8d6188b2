package dev.rollcall.http.server.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Order;
import dev.rollcall.domain.directory.Place;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Percent;
import dev.rollcall.http.server.web.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QueriesTest {
    private static final Query ALL = Query.first(50);

    private static Query read(String query) {
        Map<String, List<String>> fields = new HashMap<>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            fields.put(pair.substring(0, equals), List.of(Percent.decode(pair.substring(equals + 1))));
        }
        return Queries.read(Parameters.ofForm(fields, Set.of("q", "sort", "after", "limit")));
    }

    private static Place place(String key, String id) {
        return new Place(key, new UserId(id));
    }

    private static Place byId(String id) {
        return Order.ID.placeOf(new User(new UserId(id), "", ""));
    }

    private static String cursor(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void without_parameters_the_first_50_of_all_users_are_asked_for_by_id() {
        assertThat(read("")).isEqualTo(ALL);
        assertThat(Queries.write(ALL)).isEmpty();
    }

    @Test
    void what_is_not_usual_is_written_and_nothing_else() {
        assertThat(Queries.write(Query.first(1000))).isEqualTo("?limit=1000");
        assertThat(Queries.write(Query.search("a&b c", 50))).isEqualTo("?q=a%26b%20c");
        assertThat(Queries.write(new Query("x", Order.NAME, Optional.of(place("zoe", "7")), 1)))
                .isEqualTo("?limit=1&q=x&sort=name&after=" + cursor("zoe\n7"));
        assertThat(Queries.write(ALL.after(byId("7")))).isEqualTo("?after=" + cursor("7"));
    }

    @Test
    void what_was_written_is_read_as_the_same() {
        for (Order order : Order.values()) {
            for (String id : List.of("1", " ", "a/b+c", "Zoë 😀", "=", "x".repeat(128))) {
                Place place = order == Order.ID ? byId(id) : place("ключ " + id, id);
                var query = new Query("50% & más", order, Optional.of(place), 7);
                assertThat(read(Queries.write(query).substring(1))).isEqualTo(query);
            }
        }
    }

    @Test
    void a_place_may_have_an_empty_key_in_the_order_of_names_too() {
        Query unnamed = ALL.by(Order.NAME).after(place("", "7"));
        assertThat(read(Queries.write(unnamed).substring(1))).isEqualTo(unnamed);
    }

    @Test
    void a_cursor_needs_no_encoding_in_a_query() {
        for (int i = 0; i < 256; i++) {
            assertThat(Queries.cursor(Order.ID, place("", "a" + (char) ('\u4e00' + i) + "ÿ?>")))
                    .matches("[A-Za-z0-9_-]+");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "id, ''",
        "id, '\n'",
        "id, '7\n'",
        "id, 'zoe\n7'",
        "id, ..",
        "name, 7",
        "name, 'zoe\n'",
        "name, 'zoe\n..'",
        "name, 'a\nb\nc'"
    })
    void a_cursor_that_is_no_place_of_the_order_is_refused(String order, String text) {
        String query = "sort=" + order + "&after=" + cursor(text);
        if (text.isEmpty()) {
            assertThat(read(query)).isEqualTo(ALL);
        } else {
            assertThatThrownBy(() -> read(query))
                    .isInstanceOf(Problem.Refusal.class)
                    .hasMessageStartingWith(
                            "bad-parameter: after must be a cursor from the previous page, in the same order: \"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "M", "_w", "wIA", "MQ==="})
    void a_cursor_that_is_no_base_64_of_utf_8_is_refused(String text) {
        assertThatThrownBy(() -> read("after=" + text)).hasMessageContaining("after must be a cursor");
    }

    @Test
    void a_cursor_with_more_than_a_place_can_have_is_refused() {
        assertThatThrownBy(() -> read("after=" + cursor("x".repeat(129)))).isInstanceOf(Problem.Refusal.class);
        assertThatThrownBy(() -> read("sort=name&after=" + cursor("x".repeat(201) + "\n7")))
                .isInstanceOf(Problem.Refusal.class);
        assertThat(read("sort=name&after=" + cursor("x".repeat(200) + "\n7")).after())
                .hasValue(place("x".repeat(200), "7"));
    }

    @Test
    void spaces_around_what_is_sought_do_not_count() {
        assertThat(read("q=%20ada%20").text()).isEqualTo("ada");
        assertThat(read("q=%20").text()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit=0 | limit must be a whole number from 1 to 1000: \"0\"",
                "limit=1001 | limit must be a whole number from 1 to 1000: \"1001\"",
                "sort=ID | sort must be one of id, name: \"ID\"",
                "q=a%0Ab | q must be a text of at most 200 characters, without control characters: \"a\\u000Ab\"",
            })
    void what_can_not_be_is_told_with_what_would_be_right(String query, String detail) {
        assertThatThrownBy(() -> read(query)).hasMessage("bad-parameter: " + detail);
    }

    @Test
    void what_is_sought_may_have_200_characters() {
        assertThat(read("q=" + "x".repeat(200)).text()).hasSize(200);
        assertThatThrownBy(() -> read("q=" + "x".repeat(201))).hasMessageContaining("at most 200 characters");
    }
}
