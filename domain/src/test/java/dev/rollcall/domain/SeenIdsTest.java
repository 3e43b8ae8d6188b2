package dev.rollcall.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SeenIdsTest {
    private static final int MANY = 1 << 21;

    private final SeenIds seen = new SeenIds(bytes -> bytes <= MANY * Long.BYTES / 2);

    private long added(int from, int to) {
        return IntStream.range(from, to)
                .filter(i -> seen.add(new UserId(Integer.toString(i))))
                .count();
    }

    @Test
    void an_id_is_new_once() {
        assertThat(seen.add(new UserId("a"))).isTrue();
        assertThat(seen.add(new UserId("b"))).isTrue();
        assertThat(seen.add(new UserId("a"))).isFalse();
    }

    @Test
    void ids_that_are_alike_are_others() {
        for (String id : new String[] {"1", "01", "10", "ab", "ba", "AaAa", "BBBB", "AaBB", "BBAa"}) {
            assertThat(seen.add(new UserId(id))).isTrue();
        }
    }

    @Test
    void of_a_million_ids_none_is_taken_for_another_and_each_is_known_again() {
        assertThat(added(0, 1_000_000)).isEqualTo(1_000_000);
        assertThat(added(0, 1_000_000)).isZero();
    }

    @Test
    void of_endless_ids_only_the_first_are_remembered() {
        int remembered = MANY / 4 * 3;
        assertThat(added(0, MANY)).isEqualTo(MANY);
        assertThat(added(0, remembered)).isZero();
        assertThat(added(remembered, MANY)).isEqualTo(MANY - remembered);
    }
}
