package dev.rollcall.http.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Patch;
import dev.rollcall.domain.directory.Row;
import dev.rollcall.domain.directory.Upsert;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvUsersTest {
    private static final String HEADER = "id,name,email\n";

    private static InputStream bytes(String file) {
        return new ByteArrayInputStream(file.getBytes(UTF_8));
    }

    private static List<Row> rows(String file) {
        try {
            List<Row> rows = new ArrayList<>();
            new CsvUsers(bytes(file), UserFields.BASIC).forEachRemaining(rows::add);
            return rows;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Row good(long line, String id, String name, String email) {
        return new Row.Good(
                line, new Upsert(new UserId(id), new Patch(Map.of(UserField.NAME, name, UserField.EMAIL, email))));
    }

    @Test
    void columns_are_found_by_their_names() {
        assertThat(rows("email,id,name\nx,7,Ada\n")).containsExactly(good(2, "7", "Ada", "x"));
        assertThat(rows(" \"id\" , name\t,email\n7,Ada,x")).hasSize(1).first().isInstanceOf(Row.Bad.class);
        assertThat(rows("id , name\t,email\n7,Ada,x")).containsExactly(good(2, "7", "Ada", "x"));
    }

    @Test
    void spaces_belong_to_a_value_and_those_around_a_name_of_a_column_do_not() {
        assertThat(rows(HEADER + " 7 , Ada ,\"\"\n")).containsExactly(good(2, " 7 ", " Ada ", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void a_line_may_end_as_on_any_system_and_blank_ones_are_counted_though_they_do_not_count(String end) {
        assertThat(rows(String.join(end, "", "id,name,email", "", "1,a,", "", "", "2,b,", "")))
                .containsExactly(good(4, "1", "a", ""), good(7, "2", "b", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "ID,name,email\n", "id,name,email,\n", "id;name;email\n", "id,name,name\n"})
    void another_first_line_is_one_bad_row(String beginning) {
        assertThat(rows(beginning))
                .singleElement()
                .isInstanceOfSatisfying(
                        Row.Bad.class,
                        bad -> assertThat(bad.reason())
                                .isEqualTo("the first line must name the columns id, name, email, and no others"));
    }

    @Test
    void a_bad_header_row_is_reported_with_its_line_and_text() {
        assertThat(rows("\n\n1,Ada\n2,Zoe\n"))
                .containsExactly(new Row.Bad(
                        3, "", "1,Ada", "the first line must name the columns id, name, email, and no others"));
    }

    @Test
    void a_byte_order_mark_counts_only_at_the_beginning_of_the_file() {
        assertThat(rows("\uFEFF" + HEADER + "\uFEFF7,Ada,")).containsExactly(good(2, "\uFEFF7", "Ada", ""));
        assertThat(rows("\uFEFF\uFEFF" + HEADER)).singleElement().isInstanceOf(Row.Bad.class);
        assertThat(rows("\uFEFF")).singleElement().isInstanceOf(Row.Bad.class);
    }

    @Test
    void after_a_bad_row_the_next_one_is_read() {
        assertThat(rows(HEADER + "..,a,\n1,b\n2,c,\n"))
                .containsExactly(
                        new Row.Bad(2, "id", "..", "id must not be \"..\", which means another place in a URI"),
                        new Row.Bad(3, "", "1,b", "a row must have 3 values, not 2"),
                        good(4, "2", "c", ""));
    }

    @Test
    void the_first_column_that_is_wrong_is_told() {
        assertThat(rows(HEADER + "1,\u0007,\u0007\n1,a,\u0007\n"))
                .extracting(row -> ((Row.Bad) row).column())
                .containsExactly("name", "email");
    }

    @Test
    void a_row_begins_where_its_first_value_does_however_many_lines_it_has() {
        assertThat(rows(HEADER + "1,\"a\n\nb\",\n2,c,\n")).extracting(Row::line).containsExactly(2L, 5L);
    }

    @Test
    void where_a_quote_is_broken_the_line_is_told_in_which_its_row_begins() {
        assertThat(rows(HEADER + "\n1,a,\n\n2,\"b\"c,\n3,d,\n"))
                .extracting(Row::line)
                .containsExactly(3L, 5L);
    }

    @Test
    void rows_are_read_as_they_are_asked_for() throws IOException {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
            }
        };
        String many = "1,a,\n".repeat(50_000);
        var users = new CsvUsers(new SequenceInputStream(bytes(HEADER + many), broken), UserFields.BASIC);
        assertThat(users.next()).isEqualTo(good(2, "1", "a", ""));
        assertThatThrownBy(() -> users.forEachRemaining(row -> {})).hasStackTraceContaining("the disk is gone");
    }

    @Test
    void after_the_last_row_there_is_none() throws IOException {
        var users = new CsvUsers(bytes(HEADER + "1,a,"), UserFields.BASIC);
        users.next();
        assertThat(users.hasNext()).isFalse();
        assertThatThrownBy(users::next).isInstanceOf(NoSuchElementException.class);
    }
}
