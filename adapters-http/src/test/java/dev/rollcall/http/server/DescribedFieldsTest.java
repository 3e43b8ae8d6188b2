package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How lines are expanded; {@link OpenApiTest} checks the resulting document. */
final class DescribedFieldsTest {
    @Test
    void a_line_is_repeated_for_each_field_with_its_indent() {
        assertThat(DescribedFields.in("a:\n  # each user field: {name}: {$ref: '#/{Name}'}\nb: 1\n"))
                .isEqualTo("a:\n  name: {$ref: '#/Name'}\n  email: {$ref: '#/Email'}\nb: 1\n");
    }

    @Test
    void limits_and_texts_are_those_of_the_field() {
        assertThat(DescribedFields.in("# each user field: [{maxLength}, {example}, {description}]"))
                .startsWith("[200, 'Ada Lovelace', 'The name of the person; empty if unknown.']\n[320, 'ada@");
    }

    @Test
    void examples_of_files_have_all_fields() {
        assertThat(DescribedFields.in("id,{names}\n7,{examples}\n7,{blanks}"))
                .isEqualTo("id,name,email\n7,Ada Lovelace,ada@example.org\n7,,");
        assertThat(DescribedFields.in("{\"id\":\"7\",{members}}"))
                .isEqualTo("{\"id\":\"7\",\"name\":\"Ada Lovelace\",\"email\":\"ada@example.org\"}");
    }

    @Test
    void other_comments_stay() {
        assertThat(DescribedFields.in("# each user\n x: 1 # each user field: y"))
                .isEqualTo("# each user\n x: 1 # each user field: y");
    }
}
