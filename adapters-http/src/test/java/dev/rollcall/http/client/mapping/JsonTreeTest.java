package dev.rollcall.http.client.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rollcall.http.client.response.Malformed;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class JsonTreeTest {
    private static @Nullable Object read(String text) throws IOException {
        try (var json = JsonBody.parser(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)))) {
            json.nextToken();
            return JsonTree.read(json);
        }
    }

    @Test
    void every_kind_of_value_has_its_type() throws IOException {
        assertThat(read("{\"a\": [1, 12345678901234567890, 0.5, true, false, \"ä\", null, {}]}"))
                .isEqualTo(Map.of(
                        "a",
                        Arrays.asList(
                                1, new BigInteger("12345678901234567890"), 0.5, true, false, "ä", null, Map.of())));
    }

    @Test
    void a_member_that_occurs_twice_is_malformed() {
        assertThatThrownBy(() -> read("{\"a\": 1, \"a\": 1}"))
                .isInstanceOf(Malformed.class)
                .hasMessage("the member \"a\" occurs twice");
    }

    @Test
    void a_pointer_leads_through_objects_and_arrays() {
        Map<String, Object> document = Map.of("a", List.of(Map.of("0", "x")));
        assertThat(JsonTree.at(document, JsonPointer.compile("/a/0/0"))).isEqualTo("x");
        assertThat(JsonTree.at(document, JsonPointer.compile("/a/1/0"))).isNull();
        assertThat(JsonTree.at(document, JsonPointer.compile("/a/0/0/0"))).isNull();
        assertThat(JsonTree.at(document, JsonPointer.compile(""))).isEqualTo(document);
    }
}
