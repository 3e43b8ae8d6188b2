package dev.rollcall.db.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.LineCounts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** JSON as such, and the smaller documents: counts, sentences, and the users of lines. */
final class JsonObjectTest {
    @Test
    void counts_are_read_as_they_were_written() {
        Map<Line.Kind, Long> kinds = new HashMap<>();
        for (Line.Kind kind : Line.Kind.values()) {
            kinds.put(kind, Long.MAX_VALUE - kinds.size());
        }
        kinds.put(Line.Kind.WATCHED, -3L);
        var counts = new LineCounts(
                kinds,
                1,
                2,
                3,
                Map.of(UserField.NAME, 4L, UserField.attribute("team"), 5L),
                Map.of(UserField.EMAIL, 6L));

        assertThat(CountsDocument.read(CountsDocument.of(counts))).isEqualTo(counts);
        assertThat(CountsDocument.read(CountsDocument.of(LineCounts.NONE))).isEqualTo(LineCounts.NONE);
    }

    @Test
    void people_can_read_counts() {
        var counts = new LineCounts(
                Map.of(Line.Kind.SAME, 2L, Line.Kind.CREATE, 1L), 3, 0, 0, Map.of(UserField.NAME, 3L), Map.of());

        assertThat(CountsDocument.of(counts)).isEqualTo("""
                {"kinds":{"create":1,"same":2},"present":3,"absent":0,"unproven":0,"told":{"name":3},"cleared":{}}""");
    }

    @Test
    void sentences_are_read_as_they_were_written() {
        for (List<String> texts : List.of(List.<String>of(), List.of("a \"b\"", "", "ä 😀\0\n"))) {
            assertThat(TextsDocument.read(TextsDocument.of(texts))).isEqualTo(texts);
        }
    }

    @Test
    void the_user_of_a_line_has_what_is_known_alone() {
        User user = new User(new UserId("1"), Map.of(UserField.NAME, "Zoë", UserField.attribute("team"), "red"));

        assertThat(UserDocument.ofKnown(user)).isEqualTo("""
                {"name":"Zoë","team":"red"}""");
        assertThat(UserDocument.ofKnown(new User(user.id(), Map.of()))).isEqualTo("{}");
        assertThat(new User(user.id(), UserDocument.read(UserDocument.ofKnown(user))))
                .isEqualTo(user);
    }

    @Test
    void an_object_has_what_it_was_given_and_says_what_is_missing() {
        var object = new JsonObject().with("a", true).with("b", 2).with("c", List.of(1, "x", false));

        JsonObject read = JsonObject.read(object.toString());
        assertThat(read).hasToString("""
                {"a":true,"b":2,"c":[1,"x",false]}""");
        assertThat(read.count("b")).isEqualTo(2);
        assertThat(read.has("d")).isFalse();
        assertThatThrownBy(() -> read.text("d"))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("no member d");
    }
}
