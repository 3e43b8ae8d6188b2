package dev.rollcall.http.format.users;

import static dev.rollcall.http.format.users.ReadFile.good;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.UserField;
import dev.rollcall.domain.directory.imports.Row;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvUsersTest {
    private static final String HEADER = "id,name,email\n";
    private static final UserField TEAM = UserField.attribute("team");

    private static InputStream bytes(String file) {
        return new ByteArrayInputStream(file.getBytes(UTF_8));
    }

    private static UserFile.Reading reading() {
        return new UserFile.Reading(UserFormat.CSV, ReadFile.FIELDS, ColumnMapping.BY_NAME, Optional.empty());
    }

    private static ReadFile read(String file) {
        return ReadFile.of(UserFormat.CSV, file);
    }

    private static ReadFile read(String file, Charset written, Optional<Charset> told) {
        return ReadFile.of(UserFormat.CSV, Map.of(), told, file.getBytes(written));
    }

    private static List<Row> rows(String file) {
        return read(file).rows();
    }

    @Test
    void columns_are_found_by_their_names_without_regard_to_case_and_white_space() {
        assertThat(rows("email,id,name\nx,7,Ada\n")).containsExactly(good(2, "7", "Ada", "x"));
        assertThat(rows("\"ID\", Name\t,\u00A0EMail\n7,Ada,x")).containsExactly(good(2, "7", "Ada", "x"));
    }

    @Test
    void a_field_without_a_column_is_not_in_the_row_and_a_column_without_a_field_is_told() {
        ReadFile file = read("id,Phone,TEAM,,Job title,\n7,1,Blue,,x,\n");
        assertThat(file.rows()).containsExactly(good(2, "7", Map.of(TEAM, "Blue")));
        assertThat(file.columns()).containsExactly("id", "Phone", "TEAM", "Job title");
        assertThat(file.ignored()).containsExactly("Phone", "Job title");
        assertThat(file.missing()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id,name,email~1,A,a@b",
                "id;name;email~1;A;a@b",
                "id\tname\temail~1\tA\ta@b",
                "sep=;~id;name;email~1;A;a@b",
                "~SEP=:~~id:name:email~1:A:a@b",
                "sep=\t~id\tname\temail~1\tA\ta@b",
                "sep=,;~id,name,email~1,A,a@b",
                "id;\"name, first\";email,private;name;email~1;x;y;A;a@b",
                "\"x;y;z\",id,name,email~w,1,A,a@b",
                "id;name;email~1;\"A\";a@b",
            })
    void the_line_of_names_tells_the_separator_or_a_line_before_it(String file) {
        if (file.startsWith("sep=,;")) { // that isn't such a line
            assertThat(read(file.replace('~', '\n')).reason()).startsWith("the first line must name the columns");
            return;
        }
        assertThat(rows(file.replace('~', '\n'))).singleElement().satisfies(row -> {
            assertThat(row).isEqualTo(good(row.line(), "1", "A", "a@b"));
            assertThat(row.line()).isEqualTo(file.chars().filter(c -> c == '~').count() + 1);
        });
    }

    @Test
    void white_space_at_the_ends_is_no_part_of_a_value() {
        assertThat(rows(HEADER + " 7 ,\u00A0Ada\u200B ,\"  \"\n")).containsExactly(good(2, "7", "Ada", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void a_line_may_end_as_on_any_system_and_blank_rows_are_counted_though_they_do_not_count(String end) {
        assertThat(rows(String.join(end, "", "id,name,email", "", "1,a,", ",,", " ", ",", "2,b,", ",,,,", "")))
                .containsExactly(good(4, "1", "a", ""), good(8, "2", "b", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1,A,a@example.org\n2,B,b@example.org\n", "name,email\nA,a\n", "\n\n", "", "sep=;\n", "Id No,x\n"
            })
    void a_first_line_that_names_no_id_is_one_bad_row_that_says_what_would_do(String file) {
        assertThat(read(file).reason())
                .startsWith(
                        "the first line must name the columns, such as id,name,email, and none of them is id; put such a"
                                + " line before the others, or say which column is the id, by map.id=COLUMN, or --map id=COLUMN");
    }

    @Test
    void a_bad_line_of_names_is_told_with_its_number_and_what_it_has() {
        assertThat(read("\n\n1,Ada\n2,Zoe\n").rows()).singleElement().isInstanceOfSatisfying(Row.Bad.class, bad -> {
            assertThat(bad.line()).isEqualTo(3);
            assertThat(bad.value()).isEqualTo("1,Ada");
            assertThat(bad.reason()).endsWith("the line is \"1\", \"Ada\"");
        });
        assertThat(read("id,Name,name\n7,a,b\n").reason()).isEqualTo("two columns are named \"name\"");
        assertThat(rows("id,x,x\n7,a,b\n")).containsExactly(good(2, "7", Map.of()));
    }

    @Test
    void a_row_may_end_in_blank_values_that_have_no_column_and_must_have_all_others() {
        assertThat(rows(HEADER + "1,a,b,,\n2,b\n3,c,d,e\n4,\"d\n\",,\n"))
                .containsExactly(
                        good(2, "1", "a", "b"),
                        new Row.Bad(3, "", "2,b", "a row must have 3 values, not 2"),
                        new Row.Bad(4, "", "3,c,d,e", "a row must have 3 values, not 4"),
                        good(5, "4", "d", ""));
        assertThat(rows("id,name,email,,\n1,a,b\n2,c,,,\n"))
                .containsExactly(good(2, "1", "a", "b"), good(3, "2", "c", ""));
    }

    @Test
    void the_line_of_powershell_before_the_names_is_skipped_however_long_it_is() {
        assertThat(rows("#TYPE System.Object\n\nid,name,email\n1,a,\n")).containsExactly(good(4, "1", "a", ""));
        assertThat(rows("#TYPE " + "x".repeat(200_000) + "\nsep=;\nid;name;email\n1;a;\n"))
                .containsExactly(good(4, "1", "a", ""));
        assertThat(read("#TYPE " + "x".repeat(200_000)).reason()).startsWith("the first line must name the columns");
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
        assertThat(rows("sep=,\n" + HEADER + "\n1,a,\n\n2,\"b\"c,\n3,d,\n"))
                .extracting(Row::line)
                .containsExactly(4L, 6L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2,B,\"b@exam", "2,B,\"b@exam\n", "2,\"B", "\"", "2,B,\"x\"\""})
    void a_quote_that_is_never_closed_is_told_since_the_file_may_be_cut_off(String last) {
        assertThat(rows(HEADER + "1,A,\n" + last))
                .containsExactly(
                        good(2, "1", "A", ""),
                        new Row.Bad(
                                3,
                                "",
                                "",
                                "invalid CSV: the quote of a value is never closed, as if the file was cut off; the rest was not"
                                        + " read"));
        assertThat(read("id,\"na").reason()).contains("never closed");
    }

    @Test
    void bytes_that_are_no_text_spoil_their_row_alone_and_are_told_with_their_place() {
        byte[] file = (HEADER + "1,A,\n2,B,x\n3,Jörg,j\n4,D,\n5,\"\n\nöö\",\n6,F,\n").getBytes(ISO_8859_1);
        List<Row> rows =
                ReadFile.of(UserFormat.CSV, Map.of(), Optional.empty(), file).rows();
        assertThat(rows).hasSize(6);
        assertThat(rows)
                .contains(good(2, "1", "A", ""), good(3, "2", "B", "x"), good(5, "4", "D", ""), good(9, "6", "F", ""));
        String hint =
                "; if the file has another encoding, name it, such as charset=windows-1252, or --charset windows-1252 for a"
                        + " command";
        assertThat(rows.get(2))
                .isEqualTo(new Row.Bad(4, "name", "J\uFFFDrg", "byte 0xF6 in line 4, column 4 is not UTF-8" + hint));
        assertThat(rows.get(4))
                .isEqualTo(new Row.Bad(
                        6, "name", "\n\n\uFFFD\uFFFD", "byte 0xF6 in line 8, column 1 is not UTF-8" + hint));
    }

    @Test
    void where_nothing_is_read_from_bytes_that_are_no_text_they_do_no_harm() {
        byte[] file = "id,name,phöne\n1,A,ö\n".getBytes(ISO_8859_1);
        ReadFile read = ReadFile.of(UserFormat.CSV, Map.of(), Optional.empty(), file);
        assertThat(read.rows()).containsExactly(good(2, "1", Map.of(UserField.NAME, "A")));
        assertThat(read.ignored()).containsExactly("ph\uFFFDne");
        byte[] header = "ïd,name\n1,A\n".getBytes(ISO_8859_1);
        assertThat(ReadFile.of(UserFormat.CSV, Map.of(), Optional.empty(), header)
                        .reason())
                .startsWith("byte 0xEF in line 1, column 1 is not UTF-8");
    }

    @Test
    void utf_16_is_known_by_its_mark_and_other_encodings_must_be_told() {
        String file = HEADER + "1,Jörg Müller 😀,\n";
        var expected = good(2, "1", "Jörg Müller 😀", "");
        assertThat(read("\uFEFF" + file, UTF_8, Optional.empty()).rows()).containsExactly(expected);
        assertThat(read("\uFEFF" + file, UTF_16LE, Optional.empty()).rows()).containsExactly(expected);
        assertThat(read("\uFEFF" + file.replace(',', '\t'), UTF_16BE, Optional.empty())
                        .rows())
                .containsExactly(expected);
        assertThat(read(file, UTF_16LE, Optional.of(UTF_16LE)).rows()).containsExactly(expected);
        Charset windows = Charset.forName("windows-1252");
        assertThat(read(HEADER + "1,Zoë €,\n", windows, Optional.of(windows)).rows())
                .containsExactly(good(2, "1", "Zoë €", ""));
    }

    @Test
    void rows_are_read_as_they_are_asked_for() {
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
        UserRows users =
                new UserFile(reading(), () -> new SequenceInputStream(bytes(HEADER + many), broken)).iterator();
        assertThat(users.next()).isEqualTo(good(2, "1", "a", ""));
        assertThatThrownBy(() -> users.forEachRemaining(row -> {})).hasStackTraceContaining("the disk is gone");
    }

    @Test
    void after_the_last_row_there_is_none() {
        UserRows users = new UserFile(reading(), () -> bytes(HEADER + "1,a,")).iterator();
        users.next();
        assertThat(users.hasNext()).isFalse();
        assertThatThrownBy(users::next).isInstanceOf(NoSuchElementException.class);
    }
}
