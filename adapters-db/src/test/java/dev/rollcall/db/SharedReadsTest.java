package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.atMost;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Page;
import dev.rollcall.domain.directory.Query;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages are read again. */
class SharedReadsTest {
    private static final UserId ANNA = new UserId("anna");
    private static final Query QUERY = Query.first(10);

    private final AtomicInteger changes = new AtomicInteger();
    private final AtomicLong readings = new AtomicLong();

    private final SqlDirectory source = mock();
    private final Directory shared = new SharedReads(source);

    @Test
    void a_cached_page_is_read_again_only_if_the_stamp_changed() {
        when(source.hasStamps()).thenReturn(true);
        when(source.stamp())
                .thenReturn(Optional.of("a"))
                .thenReturn(Optional.of("a"))
                .thenReturn(Optional.of("a"))
                .thenReturn(Optional.of("b"));
        readings();

        assertThat(versions(5)).containsExactly(1L, 2L, 2L, 2L, 3L);
    }

    @Test
    void a_page_that_is_asked_for_once_needs_no_stamp() {
        when(source.hasStamps()).thenReturn(true);
        readings();

        assertThat(versions(1)).containsExactly(1L);
        verify(source, never()).stamp();
    }

    @Test
    void the_stamp_is_checked_rarely_while_it_keeps_changing() {
        when(source.hasStamps()).thenReturn(true);
        when(source.stamp()).thenAnswer(call -> Optional.of("change " + changes.incrementAndGet()));
        readings();

        assertThat(versions(1001))
                .isEqualTo(LongStream.rangeClosed(1, 1001).boxed().toList());
        verify(source, atMost(1000 / 8 + 4)).stamp();

        when(source.stamp()).thenReturn(Optional.of("unchanged"));
        List<Long> later = versions(17);
        assertThat(versions(100)).containsOnly(later.getLast());
    }

    @Test
    void a_change_between_stamp_and_page_is_noticed_at_the_latest_by_the_next_reader() {
        when(source.hasStamps()).thenReturn(true);
        when(source.stamp()).thenReturn(Optional.of("before"));
        readings();

        assertThat(versions(2)).containsExactly(1L, 2L);
        when(source.stamp()).thenReturn(Optional.of("after"));
        assertThat(versions(2)).containsExactly(3L, 3L);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_page_is_always_read_again_if_the_database_has_no_stamp(boolean atTheMoment) {
        when(source.hasStamps()).thenReturn(atTheMoment);
        when(source.stamp()).thenReturn(Optional.empty());
        readings();

        assertThat(versions(4)).containsExactly(1L, 2L, 3L, 4L);
    }

    /** Makes each read of a page find a new version, the number of the read. */
    private void readings() {
        when(source.pages(List.of(QUERY))).thenAnswer(call -> {
            var entry = new Entry(new User(ANNA, "", ""), readings.incrementAndGet(), Instant.EPOCH);
            return Map.of(QUERY, new Page(List.of(entry), Optional.empty()));
        });
    }

    private List<Long> versions(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> shared.page(QUERY).entries().getFirst().version())
                .toList();
    }
}
