package dev.rollcall.http.client.response;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GzipMemberTest {
    private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
    private static final int MAX = 1 << 20;
    private static final byte[] USER = "{\"id\":\"7\",\"name\":\"Ada\"}".getBytes(UTF_8);

    private static String read(byte[] bytes) throws Malformed {
        return UTF_8.decode(new GzipMember(ByteBuffer.wrap(bytes)).content(MAX)).toString();
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void what_the_platform_writes_is_read() throws Malformed {
        assertThat(read(Gzipped.bytes(USER))).isEqualTo(new String(USER, UTF_8));
        assertThat(read(Gzipped.bytes(new byte[0]))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "00, ''", // nothing
        "01, ''", // "probably text", which says nothing
        "08, 612e6a736f6e00", // a name
        "10, 6800", // a comment
        "04, 0200abcd", // extra bytes
        "02, 1234", // a checksum
        "1e, 0200abcd610068001234",
    })
    void the_optional_parts_of_a_header_are_passed_over(String flags, String parts) throws Malformed {
        byte[] plain = Gzipped.bytes(USER);
        byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);
        assertThat(read(joined(hex("1f8b08" + flags + "0000000000ff"), hex(parts), rest)))
                .isEqualTo(new String(USER, UTF_8));
    }

    @Test
    void what_comes_out_is_bounded_and_may_be_as_long_as_the_bound() throws Malformed {
        assertThat(read(Gzipped.bytes(new byte[MAX]))).hasSize(MAX);
        assertThatThrownBy(() -> read(Gzipped.bytes(new byte[MAX + 1])))
                .isInstanceOf(Malformed.class)
                .hasMessage("the body is longer than 1048576 bytes");
        assertThatThrownBy(() -> read(Gzipped.bytes(new byte[500 * MAX])))
                .hasMessage("the body is longer than 1048576 bytes");
    }

    @Test
    void more_than_one_member_is_malformed() {
        assertThatThrownBy(() -> read(joined(Gzipped.bytes(USER), Gzipped.bytes(USER))))
                .isInstanceOf(Malformed.class)
                .hasMessage("the gzip of the body is broken: it has more than one member");
        assertThatThrownBy(() -> read(joined(Gzipped.bytes(USER), new byte[1])))
                .hasMessage("the gzip of the body is broken: it has trailing bytes");
    }

    @Test
    void what_is_cut_off_anywhere_is_malformed() {
        byte[] whole = Gzipped.bytes(USER);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut))
                    .isInstanceOf(Malformed.class)
                    .hasMessage("the gzip of the body is broken: it ends too early");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "7b7d0000000000000000, it has no gzip header",
        "1f8b0700000000000000, it has no gzip header",
        "1f8b08e0000000000000, its header has unknown flags",
        "1f8b080000000000000006, invalid block type",
    })
    void what_is_no_gzip_is_malformed(String bytes, String how) {
        assertThatThrownBy(() -> read(hex(bytes)))
                .isInstanceOf(Malformed.class)
                .hasMessage("the gzip of the body is broken: " + how);
    }

    @Test
    void a_wrong_checksum_and_a_wrong_length_are_malformed() {
        byte[] whole = Gzipped.bytes(USER);
        for (int behind : new int[] {1, 5}) {
            byte[] wrong = whole.clone();
            wrong[wrong.length - behind]++;
            assertThatThrownBy(() -> read(wrong))
                    .hasMessage("the gzip of the body is broken: its checksum or its length is wrong");
        }
    }

    @Test
    void whatever_is_changed_is_malformed_or_harmless() {
        var random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            byte[] changed = Gzipped.bytes(USER);
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            try {
                assertThat(read(changed)).as("seed %s", SEED).isEqualTo(new String(USER, UTF_8));
            } catch (Malformed e) {
                assertThat(e).hasMessageContaining("gzip");
            }
            assertThat(new GzipMember(ByteBuffer.wrap(changed)).beginning(MAX).remaining())
                    .isLessThanOrEqualTo(MAX);
        }
    }

    @Test
    void of_what_is_cut_off_the_beginning_can_be_had() throws Exception {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out, true)) {
            gzip.write(USER);
            gzip.flush();
            byte[] cut = out.toByteArray();
            assertThat(new GzipMember(ByteBuffer.wrap(cut)).beginning(MAX)).isEqualTo(ByteBuffer.wrap(USER));
            assertThat(new GzipMember(ByteBuffer.wrap(cut)).beginning(5)).isEqualTo(ByteBuffer.wrap(USER, 0, 5));
        }
    }
}
