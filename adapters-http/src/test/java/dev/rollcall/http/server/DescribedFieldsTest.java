package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.UserFields;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How lines are expanded; {@link OpenApiTest} checks the resulting document. */
final class DescribedFieldsTest {
    private static String in(String document) {
        return new DescribedFields(UserFields.with(List.of("job-title"))).in(document);
    }

    @Test
    void a_line_is_repeated_for_each_field_with_its_indent() {
        assertThat(in("a:\n  # each user field: {name}: {$ref: '#/{Name}'}\nb: 1\n"))
                .isEqualTo("""
                a:
                  name: {$ref: '#/Name'}
                  email: {$ref: '#/Email'}
                  active: {$ref: '#/Active'}
                  job-title: {$ref: '#/AttributeJob-title'}
                b: 1
                """);
    }

    @Test
    void limits_and_texts_are_those_of_the_field() {
        assertThat(in("# each user field: {schema}").lines().toList())
                .hasSize(4)
                .startsWith(
                        "{type: string, maxLength: 200, pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$',"
                                + " description: 'The name of the person; empty if unknown.'}")
                .contains(
                        "{type: boolean, description: 'Whether the user is active; true unless something else is known.'}");
        assertThat(in("# each user field: {nullable}").lines()).contains("{anyOf: [{type: boolean}, {type: 'null'}]}");
        assertThat(in("# each user field: {example}").lines())
                .containsExactly("'Ada Lovelace'", "'ada@example.org'", "true", "'an example'");
    }

    @Test
    void examples_of_files_have_all_fields() {
        assertThat(in("id,{names}\n7,{examples}\n7,{blanks}"))
                .isEqualTo("id,name,email,active,job-title\n7,Ada Lovelace,ada@example.org,true,an example\n7,,,,");
        assertThat(in("{\"id\":\"7\",{members}}"))
                .isEqualTo("{\"id\":\"7\",\"name\":\"Ada Lovelace\",\"email\":\"ada@example.org\",\"active\":true,"
                        + "\"job-title\":\"an example\"}");
    }

    @Test
    void other_comments_stay() {
        assertThat(in("# each user\n x: 1 # each user field: y")).isEqualTo("# each user\n x: 1 # each user field: y");
    }
}
