package dev.rollcall.http.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TextReaderTest {
    private static final String BAD = String.valueOf(TextReader.BAD);

    private static TextReader reader(byte[] bytes) throws IOException {
        return new TextReader(new ByteArrayInputStream(bytes), Optional.empty());
    }

    private static TextReader latin(String text) throws IOException {
        return reader(text.getBytes(ISO_8859_1));
    }

    private static String all(TextReader reader) throws IOException {
        var text = new StringWriter();
        reader.transferTo(text);
        return text.toString();
    }

    private static String place(TextReader.BadByte bad) {
        return bad.line() + ":" + bad.column();
    }

    /** Returns the text in the charset, behind its byte order mark. */
    private static byte[] marked(String text, Charset charset) {
        return ("\uFEFF" + text).getBytes(charset);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "Zoë\r\n😀", "a\uFEFFb"})
    void text_is_utf_8_or_utf_16_by_its_mark_which_is_not_part_of_it(String text) throws IOException {
        assertThat(all(reader(text.getBytes(UTF_8)))).isEqualTo(text);
        for (Charset charset : new Charset[] {UTF_8, UTF_16LE, UTF_16BE}) {
            TextReader reader = reader(marked(text, charset));
            assertThat(all(reader)).isEqualTo(text);
            assertThat(reader.charset()).isEqualTo(charset);
            assertThat(reader.hasBadBytes()).isFalse();
        }
    }

    @Test
    void another_charset_is_used_if_it_is_named_unless_a_mark_says_otherwise() throws IOException {
        Optional<Charset> windows = Optional.of(TextReader.charset("windows-1252"));
        assertThat(all(new TextReader(new ByteArrayInputStream(new byte[] {(byte) 0x80, (byte) 0xEB}), windows)))
                .isEqualTo("€ë");
        assertThat(all(new TextReader(new ByteArrayInputStream(marked("Zoë", UTF_8)), windows)))
                .isEqualTo("Zoë");
        assertThat(all(new TextReader(new ByteArrayInputStream("Zoë".getBytes(UTF_16LE)), Optional.of(UTF_16LE))))
                .isEqualTo("Zoë");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such", "", "ütf", "a b"})
    void a_charset_that_is_not_known_is_quoted(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextReader.charset(name))
                .withMessage("charset must be a known one, such as UTF-8, UTF-16LE or windows-1252: \"%s\"", name);
    }

    @Test
    void a_bad_byte_spoils_its_place_and_the_text_after_it_is_read_on() throws IOException {
        TextReader reader = latin("id,name\r\n1,Ann\r\n2,Zo\u00EB,x\r\n3,Ben\r\n");
        assertThat(all(reader)).isEqualTo("id,name\r\n1,Ann\r\n2,Zo" + BAD + ",x\r\n3,Ben\r\n");
        assertThat(reader.hasBadBytes()).isTrue();
        assertThat(reader.badByteFrom(1))
                .hasValueSatisfying(bad -> assertThat(bad.reason())
                        .isEqualTo(
                                "byte 0xEB in line 3, column 5 is not UTF-8; if the file has another encoding, name it,"
                                        + " such as charset=windows-1252, or --charset windows-1252 for a command"));
    }

    @ParameterizedTest
    @CsvSource({
        "a\u00EB, 1:2",
        "\u00EB, 1:1",
        "a\\n\\n\u00EB, 3:1",
        "a\\r\\r\u00EB, 3:1",
        "a\\r\\n\\r\\n\u00EB, 3:1",
        "a\\n\\rb\u00EB, 3:2",
        "\u00F0\u009F\u0098\u0080\\t\u00EB, 1:3",
        "\u00EB\\n, 1:1",
        "\u00E2\u0082\\n, 1:1",
    })
    void its_place_is_a_line_and_a_character_of_it(String bytes, String place) throws IOException {
        TextReader reader =
                latin(bytes.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t"));
        all(reader);
        assertThat(reader.badByteFrom(1)).map(TextReaderTest::place).contains(place);
    }

    @Test
    void the_first_of_each_line_is_remembered_until_a_later_one_is_asked_for() throws IOException {
        TextReader reader = latin("\u00EB\u00EB\nb\nc\u00EB\u00EB\n");
        all(reader);
        assertThat(reader.badByteFrom(1)).map(TextReaderTest::place).contains("1:1");
        assertThat(reader.badByteFrom(1)).map(TextReaderTest::place).contains("1:1");
        assertThat(reader.badByteFrom(2)).map(TextReaderTest::place).contains("3:2");
        assertThat(reader.badByteFrom(1)).map(TextReaderTest::place).contains("3:2");
        assertThat(reader.badByteFrom(4)).isEmpty();
    }

    @Test
    void half_a_character_at_the_end_is_bad_in_every_charset() throws IOException {
        assertThat(all(latin("a\u00E2\u0082"))).isEqualTo("a" + BAD);
        var odd = new ByteArrayOutputStream();
        odd.writeBytes(marked("a\n", UTF_16LE));
        odd.write(0x41);
        TextReader reader = reader(odd.toByteArray());
        assertThat(all(reader)).isEqualTo("a\n" + BAD);
        assertThat(reader.badByteFrom(1))
                .hasValueSatisfying(bad -> assertThat(bad.reason())
                        .isEqualTo(
                                "byte 0x41 in line 2, column 1 is not UTF-16LE; if the file has another encoding, name it,"
                                        + " such as charset=UTF-8, or --charset UTF-8 for a command"));
    }

    @Test
    void a_bad_text_is_known_and_can_be_shown() {
        assertThat(TextReader.isBad("a" + BAD)).isTrue();
        assertThat(TextReader.isBad("\u00EB\uDBFF\uDFFF")).isFalse();
        assertThat(TextReader.readable("\uDBFF\uDFFF" + BAD + "b" + BAD)).isEqualTo("\uDBFF\uDFFF\uFFFDb\uFFFD");
    }

    @Test
    void long_texts_are_the_same_whatever_the_size_of_the_parts_they_arrive_in() throws IOException {
        String line = "Zoë 😀 € and more\r\n";
        String text = line.repeat(5_000);
        assertThat(all(reader(text.getBytes(UTF_8)))).isEqualTo(text);
        var slow = new ByteArrayInputStream(text.getBytes(UTF_8)) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, 3));
            }
        };
        assertThat(all(new TextReader(slow, Optional.empty()))).isEqualTo(text);
        TextReader bad = latin("é\n".repeat(50_000));
        assertThat(all(bad)).isEqualTo((BAD + "\n").repeat(50_000));
        assertThat(bad.badByteFrom(49_999)).map(TextReaderTest::place).contains("49999:1");
    }

    @Test
    void of_bad_lines_that_nobody_asks_about_the_last_65536_are_remembered() throws IOException {
        TextReader reader = latin("é\n".repeat(100_000));
        all(reader);
        assertThat(reader.badByteFrom(1)).map(TextReaderTest::place).contains("34465:1");
    }

    @Test
    void text_is_there_before_more_of_it_is() throws IOException {
        InputStream closed = InputStream.nullInputStream();
        closed.close();
        var reader = new TextReader(
                new SequenceInputStream(new ByteArrayInputStream(new byte[] {'a', 'b', 'c'}), closed),
                Optional.empty());
        char[] text = new char[10];
        assertThat(reader.read(text, 2, 0)).isZero();
        assertThat(reader.read(text)).isEqualTo(3);
        assertThatThrownBy(reader::read).isInstanceOf(IOException.class);
    }
}
