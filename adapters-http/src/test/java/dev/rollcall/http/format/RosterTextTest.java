package dev.rollcall.http.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.UserId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RosterTextTest {
    private static List<String> ids(String text) {
        RosterText.Read read = RosterText.of(text);
        assertThat(read.badLines()).isEmpty();
        assertThat(read.bad()).isZero();
        return read.ids().stream().map(UserId::value).toList();
    }

    private static List<String> bad(String text) {
        return told(RosterText.of(text));
    }

    private static List<String> told(RosterText.Read read) {
        return read.badLines().stream()
                .map(bad -> bad.line() + ": " + bad.reason())
                .toList();
    }

    private static RosterText.Read in(Charset charset, String text) throws IOException {
        return RosterText.of(new TextReader(new ByteArrayInputStream(text.getBytes(charset)), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "77\n78\n",
                "77\r\n78",
                "77\r78\r",
                "\n 77 \n\n\t\n\u00A078\u00A0\n",
                "77\u200B\n\u200B\uFEFF78\u2060\n",
                "id,name,email\n77,Ann,ann@example.org\n78,Ben,ben@example.org\n",
                "Name;ID\r\nAnn;77\r\nBen;78\r\n",
                "email\tId\tname\n\t77\tAnn\n\t78\t\n",
                "sep=;\nid;name\n77;a,b\n78;c,d\n",
                "SEP=|\r\n\r\nname| id \r\na|77\r\nb|78\r\n",
                "ID\n77\n78\n",
                "id\n\"77\"\n\" 78\u200B\"",
                "id,name\n\n77,\"Ann\nof, \"\"the\"\" house\"\n,\n  , \n78,5\" pipe\n",
                "\"id\";\"name, first\"\n77;Ann\n78;Ben\n",
            })
    void ids_are_lines_or_the_column_id_of_a_csv(String text) throws IOException {
        assertThat(ids(text)).containsExactly("77", "78");
        assertThat(in(UTF_16LE, "\uFEFF" + text).ids())
                .isEqualTo(RosterText.of(text).ids());
        assertThat(in(UTF_8, "\uFEFF" + text).ids())
                .isEqualTo(RosterText.of(text).ids());
    }

    @Test
    void text_without_lines_has_no_ids() {
        assertThat(ids("")).isEmpty();
        assertThat(ids("\n \n")).isEmpty();
        assertThat(ids("id,name\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"77,Ann", "77;Ann", "77\tAnn", "\"77\"", "'77'", "name,email", "77,", "identity;name"})
    void a_line_that_looks_like_csv_is_refused_and_the_others_are_read(String line) {
        RosterText.Read read = RosterText.of("\n" + line + "\n78\n");
        assertThat(read.ids()).containsExactly(new UserId("78"));
        assertThat(told(read))
                .singleElement()
                .asString()
                .startsWith(
                        "2: looks like CSV, or is quoted: a CSV must name its columns in the first line, one of them id: ");
    }

    @Test
    void apostrophes_spaces_and_quotes_inside_are_parts_of_ids() {
        assertThat(ids("o'neil\n'\nann berg\na\"b\ncn=ann\nsep=\n"))
                .containsExactly("o'neil", "'", "ann berg", "a\"b", "cn=ann", "sep=");
    }

    @Test
    void a_row_of_a_csv_has_as_many_values_as_the_header_and_a_valid_id() {
        assertThat(bad("id;name\n77;a;b\n;Ann\n..;Ben\n78\n79;Cora"))
                .containsExactly(
                        "2: the row must have 2 values, as the first line has, not 3",
                        "3: id must have 1 to 128 characters, not 0: \"\"",
                        "4: id must not be \"..\", which means another place in a URI",
                        "5: the row must have 2 values, as the first line has, not 1");
    }

    @Test
    void a_csv_that_is_cut_off_or_invalid_is_refused() {
        assertThat(bad("id,name\n77,\"Ann\n78,Ben\n"))
                .containsExactly("2: the quote of a value is never closed; is the file cut off?");
        assertThat(bad("id\n77\n\"78\"x\n79\n"))
                .singleElement()
                .asString()
                .startsWith("3: the CSV is invalid in or after this line: Unexpected character");
        assertThat(bad("sep=;\nname;mail\n"))
                .containsExactly("2: the line after sep= must name the columns, and one of them must be id");
        assertThat(bad("id\n\"" + "x".repeat(100_000)))
                .singleElement()
                .asString()
                .startsWith("2: the CSV is invalid in or after this line: ");
    }

    @Test
    void bytes_that_are_not_text_are_told_if_they_are_in_an_id_and_only_then() throws IOException {
        assertThat(told(in(ISO_8859_1, "1\n\n2\u00EB\n3\n")))
                .containsExactly("3: byte 0xEB in line 3, column 2 is not UTF-8: \"2\uFFFD\"");
        assertThat(told(in(ISO_8859_1, "name,id\n\u00EB,1\n\u00EB,2\nx,\u00EB\n")))
                .containsExactly("4: byte 0xEB in line 4, column 3 is not UTF-8: \"\uFFFD\"");
        assertThat(in(ISO_8859_1, "name,id\nZo\u00EB,1\n").ids()).containsExactly(new UserId("1"));
        assertThat(bad("1\n2" + TextReader.BAD)).containsExactly("2: bytes that are not UTF-8 text: \"2\uFFFD\"");
    }

    @Test
    void the_first_ten_bad_lines_are_told_and_all_are_counted() {
        RosterText.Read read = RosterText.of("..\n".repeat(1000));
        assertThat(read.badLines()).hasSize(RosterText.MAX_BAD_LINES);
        assertThat(read.bad()).isEqualTo(1000);
    }

    @Test
    void any_ids_can_be_written_as_such_a_text() {
        List<UserId> ids =
                Stream.of("1", "a,b;c", "\"q\"", "id", "'x'").map(UserId::new).toList();
        assertThat(RosterText.of(RosterText.of(ids)).ids()).isEqualTo(ids);
        assertThat(ids(RosterText.of(List.of()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"77\n78\n79\n", "id,name\n77,Ann\n78,Ben\n"})
    void a_stream_that_breaks_is_no_end(String text) throws IOException {
        InputStream closed = InputStream.nullInputStream();
        closed.close();
        var reader = new TextReader(
                new SequenceInputStream(new ByteArrayInputStream(text.getBytes(UTF_8)), closed), Optional.empty());
        assertThatThrownBy(() -> RosterText.of(reader)).hasStackTraceContaining("Stream closed");
    }
}
