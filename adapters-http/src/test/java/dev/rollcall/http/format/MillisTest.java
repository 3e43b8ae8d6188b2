package dev.rollcall.http.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MillisTest {
    @ParameterizedTest
    @CsvSource({"0, 0.0", "49999, 0.0", "50000, 0.1", "105400000, 105.4", "20000000000000, 20000000.0"})
    void a_time_is_a_plain_number_with_one_decimal(long nanos, String millis) {
        assertThat(Millis.of(Duration.ofNanos(nanos))).isEqualTo(millis);
    }
}
