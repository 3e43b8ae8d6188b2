package dev.rollcall.domain.directory.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.UserId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SeenRowsTest {
    @Test
    void tells_the_line_of_the_first_row_of_each_id() {
        var seen = new SeenRows(bytes -> {});
        for (int i = 0; i < 100_000; i++) {
            assertThat(seen.add(id(i), i + 2)).isEmpty();
        }
        for (int i = 0; i < 100_000; i++) {
            assertThat(seen.add(id(i), 1_000_000)).hasValue(i + 2);
        }
    }

    @Test
    void claims_memory_before_it_grows() {
        List<Long> claimed = new ArrayList<>();
        var seen = new SeenRows(claimed::add);
        for (int i = 0; i < 10_000; i++) {
            seen.add(id(i), i);
        }
        assertThat(claimed).containsExactly(32_768L, 65_536L, 131_072L, 262_144L);

        var poor = new SeenRows(bytes -> {
            throw new IllegalStateException("no memory");
        });
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        poor.add(id(i), i);
                    }
                })
                .hasMessage("no memory");
    }

    private static UserId id(int number) {
        return new UserId("user-" + number);
    }
}
