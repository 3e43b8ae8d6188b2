package dev.rollcall.http.client.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.UserField;
import dev.rollcall.http.client.response.Malformed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every source of records does with JSON Pointers. */
interface RecordsContract {
    /** Returns a source for these targets. */
    Records.Source source(List<Target> targets);

    /** Returns the records in a document, each as its id and name. */
    default Records read(String text, String id, String name) throws IOException {
        List<Target> targets = List.of(
                new Target(0, Optional.empty(), Expression.of(id)),
                new Target(1, Optional.of(UserField.NAME), Expression.of(name)));
        try (var json = JsonBody.parser(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)))) {
            json.nextToken();
            return source(targets).read(json).orElseThrow();
        }
    }

    private static Map<UserField, String> name(UserRecord record) {
        return record.known(List.of(new Target(1, Optional.of(UserField.NAME), Expression.of("/x"))));
    }

    @Test
    default void an_object_is_one_record() throws IOException {
        Records records = read("{\"a\": {\"b\": [5, \"Ada\"]}, \"id\": 7}", "/id", "/a/b/1");
        assertThat(records.isArray()).isFalse();
        assertThat(records.all()).singleElement().satisfies(record -> {
            assertThat(name(record)).isEqualTo(Map.of(UserField.NAME, "Ada"));
            assertThat(record.isEmpty()).isFalse();
        });
    }

    @Test
    default void an_array_has_a_record_per_element() throws IOException {
        Records records = read("[{\"id\": 1, \"n\": \"Ada\"}, {\"id\": 2}, {}]", "/id", "/n");
        assertThat(records.isArray()).isTrue();
        assertThat(records.all().stream().map(RecordsContract::name))
                .containsExactly(Map.of(UserField.NAME, "Ada"), Map.of(), Map.of());
        assertThat(records.all().getLast().isEmpty()).isTrue();
    }

    @Test
    default void an_array_into_which_the_pointers_lead_is_one_record() throws IOException {
        Records records = read("[{\"id\": 1, \"n\": \"Ada\"}, {\"id\": 2}]", "/0/id", "/0/n");
        assertThat(records.isArray()).isFalse();
        assertThat(name(records.all().getFirst())).isEqualTo(Map.of(UserField.NAME, "Ada"));
    }

    @Test
    default void a_value_of_another_kind_is_malformed() {
        assertThatThrownBy(() -> read("{\"id\": {\"a\": 1}}", "/id", "/n"))
                .isInstanceOf(Malformed.class)
                .hasMessage("/id is an object, not a string");
        assertThatThrownBy(() -> read("{\"n\": 7}", "/id", "/n")).hasMessage("/n is a number, not a string");
    }
}
