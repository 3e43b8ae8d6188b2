package dev.rollcall.http.client.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DerTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 255, 256, 65_535, 65_536, 100_000})
    void what_is_written_is_read_again(int length) {
        byte[] content = new byte[length];
        Der sequence = Der.read(Der.sequence(Der.octets(content), Der.ZERO));
        List<Der> elements = sequence.elements();
        assertThat(sequence.tag()).isEqualTo(Der.SEQUENCE);
        assertThat(elements).extracting(Der::tag).containsExactly(Der.OCTETS, 2);
        assertThat(elements.getFirst().content()).isEqualTo(content);
    }

    @Test
    void the_length_has_the_form_of_x_690() {
        assertThat(Der.octets(new byte[127])).startsWith(0x04, 0x7f);
        assertThat(Der.octets(new byte[200])).startsWith(0x04, 0x81, 200);
        assertThat(Der.octets(new byte[300])).startsWith(0x04, 0x82, 0x01, 0x2c);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "3001", "30820001", "3080", "3084000000010a", "308200"})
    void what_is_incomplete_is_refused(String hex) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Der.read(HexFormat.of().parseHex(hex)));
    }
}
