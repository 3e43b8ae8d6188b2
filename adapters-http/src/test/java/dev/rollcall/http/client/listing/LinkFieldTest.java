package dev.rollcall.http.client.listing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LinkFieldTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "</users?after=7>; rel=\"next\"",
                "</users?after=7>;rel=next",
                "<https://a.example.org/>; rel=\"self\", </users?after=7>; rel=\"next\"",
                "<a>; rel=prev, </users?after=7> ; REL = Next",
                "<a,b>; title=\"x, <c>; rel=\\\"next\\\"\"; rel=\"first\",</users?after=7>; title=\"next page\"; rel=\"last next\"",
                "< /users?after=7 >; foo; rel=next",
            })
    void the_next_page_is_found(String value) {
        assertThat(LinkField.next(value)).hasValue("/users?after=7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "</users>; rel=\"prev\"",
                "</users>",
                "</users>; rel=\"nextish\"",
                "</users>; rel=first; rel=next",
                "</users>; title=\"rel=next\"",
                "next",
            })
    void otherwise_there_is_none(String value) {
        assertThat(LinkField.next(value)).isEmpty();
    }

    @Test
    void a_long_value_takes_no_long_time() {
        assertThat(LinkField.next("<a>; ".repeat(2000) + "<" + "a;".repeat(5000)))
                .isEmpty();
    }
}
