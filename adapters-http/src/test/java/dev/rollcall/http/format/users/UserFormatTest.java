package dev.rollcall.http.format.users;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Patch;
import dev.rollcall.domain.directory.Upsert;
import dev.rollcall.domain.directory.imports.Row;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UserFormatTest {
    private static final UserFields FIELDS = UserFields.with(List.of("team"));
    private static final User ANNA = user("1", "Anna Berg", "anna@example.org");

    @Test
    void formulas_are_escaped_in_csv_alone_and_only_if_that_is_asked_for() throws IOException {
        var out = new ByteArrayOutputStream();
        UserWriter writer = UserFormat.CSV.writer(out, FIELDS, Formulas.ESCAPED);
        writer.write(user("-1", "=1+1", "\uFF1Da@b"));
        writer.finish();
        assertThat(out.toString(UTF_8)).endsWith("\r\n'-1,'=1+1,'\uFF1Da@b,true,\r\n");
        assertThat(Formulas.ESCAPED.written("a=1")).isEqualTo("a=1");
        assertThat(Formulas.ESCAPED.written("")).isEmpty();
        assertThat(Formulas.KEPT.written("=1")).isEqualTo("=1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UserFormat.NDJSON.writer(out, FIELDS, Formulas.ESCAPED))
                .withMessage("formulas can be escaped only in csv, not in ndjson");
    }

    @Test
    void csv_has_a_line_of_names_and_then_one_for_each_user() throws IOException {
        assertThat(written(UserFormat.CSV, ANNA, user("a,b", "\"Zoë\" 😀", "")))
                .isEqualTo(
                        "id,name,email,active,team\r\n1,Anna Berg,anna@example.org,true,\r\n\"a,b\",\"\"\"Zoë\"\" 😀\",,true,\r\n");
    }

    @Test
    void ndjson_has_an_object_a_line() throws IOException {
        assertThat(written(UserFormat.NDJSON, ANNA, user("a", "\"Zoë\" 😀", "")))
                .isEqualTo("""
                {"id":"1","name":"Anna Berg","email":"anna@example.org","active":true}
                {"id":"a","name":"\\"Zoë\\" 😀","email":"","active":true}
                """);
    }

    @ParameterizedTest
    @EnumSource
    void what_was_written_is_read_as_the_same(UserFormat format) throws IOException {
        var random = new Random(7);
        List<User> users =
                new ArrayList<>(List.of(user("1 2", "#", "'\""), user("\"", "\"\"", ","), user(";", "\\", "\\n")));
        IntStream.range(0, 2000).forEach(i -> users.add(user("id" + text(random) + "x", text(random), text(random))));

        assertThat(users(format, written(format, users.toArray(User[]::new)))).isEqualTo(users);
    }

    private static String text(Random random) {
        int[] alphabet =
                "ab ,;\"'\\=+-@{}[]:\u00A0ß\uFEFF😀\uD801\uDC00".codePoints().toArray();
        int[] text = random.ints(random.nextInt(12), 0, alphabet.length)
                .map(i -> alphabet[i])
                .toArray();
        return new String(text, 0, text.length);
    }

    @ParameterizedTest
    @EnumSource
    void nobody_is_written_and_read_as_nobody(UserFormat format) throws IOException {
        assertThat(users(format, written(format))).isEmpty();
    }

    @Test
    void csv_may_have_its_columns_in_any_order_quotes_blank_lines_and_a_byte_order_mark() {
        assertThat(users(UserFormat.CSV, "\uFEFFname ,\"email\",id\n\n\"Anna Berg\",anna@example.org,1\r\n\r\nZoe,,2"))
                .containsExactly(ANNA, user("2", "Zoe", ""));
    }

    @Test
    void csv_may_have_line_breaks_in_quotes_which_no_value_can_and_lines_are_counted_all_the_same() {
        assertThat(rows(UserFormat.CSV, "id,name,email\n1,\"a\nb\",\n,x,y\n3,c,d,e\n4,d\n5,e,f\n"))
                .containsExactly(
                        new Row.Bad(
                                2,
                                "name",
                                "a\nb",
                                "name must not have control characters (U+000A at index 1): \"a\\u000Ab\""),
                        new Row.Bad(4, "id", "", "id must have 1 to 128 characters, not 0: \"\""),
                        new Row.Bad(5, "", "3,c,d,e", "a row must have 3 values, not 4"),
                        new Row.Bad(6, "", "4,d", "a row must have 3 values, not 2"),
                        new Row.Good(7, upsert("5", "e", "f")));
    }

    @Test
    void a_long_value_that_is_bad_is_shown_by_its_beginning() {
        Row.Bad bad = (Row.Bad)
                rows(UserFormat.CSV, "id,name,email\n1,a," + "x".repeat(321)).getFirst();

        assertThat(bad.column()).isEqualTo("email");
        assertThat(bad.value()).isEqualTo("x".repeat(100) + "…");
    }

    @Test
    void where_csv_is_broken_a_bad_row_is_the_last() {
        assertThat(rows(UserFormat.CSV, "id,name,email\n1,a,b\n2,\"a\"b,c\n3,c,d\n"))
                .containsExactly(
                        new Row.Good(2, upsert("1", "a", "b")),
                        new Row.Bad(
                                3,
                                "",
                                "",
                                "invalid CSV: Unexpected character after closing quote: 'b' (0x62); the rest was not read"));
        assertThat(rows(UserFormat.CSV, "id,name,email\n1,a,b\n2,\"a,c\n" + "3,c,d\n".repeat(20_000)))
                .hasSize(2)
                .endsWith(new Row.Bad(
                        3,
                        "",
                        "",
                        "a value is longer than 65536 characters, perhaps because of an unclosed quote; the rest was"
                                + " not read"));
    }

    @Test
    void ndjson_may_have_members_in_any_order_and_blank_lines() {
        assertThat(users(UserFormat.NDJSON, """
                {"email":"anna@example.org", "name":"Anna Berg" ,"id":"1"}\r

                  {"id":"2","name":"Zoe","email":""}""")).containsExactly(ANNA, user("2", "Zoe", ""));
    }

    @ParameterizedTest
    @EnumSource
    void a_file_that_can_not_be_read_is_no_bad_row(UserFormat format) {
        var failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
            }
        };
        assertThatThrownBy(() -> rows(format, failing))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the disk is gone");
    }

    private static User user(String id, String name, String email) {
        return new User(new UserId(id), name, email);
    }

    private static Upsert upsert(String id, String name, String email) {
        return new Upsert(new UserId(id), new Patch(Map.of(UserField.NAME, name, UserField.EMAIL, email)));
    }

    private static String written(UserFormat format, User... users) throws IOException {
        var out = new ByteArrayOutputStream();
        UserWriter writer = format.writer(out, FIELDS);
        for (User user : users) {
            writer.write(user);
        }
        writer.finish();
        return out.toString(UTF_8);
    }

    private static List<User> users(UserFormat format, String file) {
        return rows(format, file).stream()
                .map(row -> ((Row.Good) row).upsert().applyTo(Optional.empty()))
                .toList();
    }

    private static List<Row> rows(UserFormat format, String file) {
        return rows(format, new ByteArrayInputStream(file.getBytes(UTF_8)));
    }

    private static List<Row> rows(UserFormat format, InputStream in) {
        List<Row> rows = new ArrayList<>();
        new UserFile(new UserFile.Reading(format, FIELDS, ColumnMapping.BY_NAME, Optional.empty()), () -> in)
                .forEach(rows::add);
        return rows;
    }
}
