package dev.rollcall.domain;

import static dev.rollcall.domain.DirectoryUnderTest.ids;
import static dev.rollcall.domain.DirectoryUnderTest.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The part of the {@link DirectoryContract} about pages and the order of ids. */
interface DirectoryPages extends DirectoryUnderTest {
    /** Ids in the order of their code points; by UTF-16 code unit the last two would change places. */
    List<String> IN_ORDER = List.of(
            " ", "!", "'", "-1", "01", "1", "10", "2", "A", "B", "Z_", "_", "a", "a b", "ab", "~", "é", "\uFFFD", "😀");

    @Test
    default void an_empty_directory_is_one_empty_page() {
        assertThat(directory().page(Query.first(10))).isEqualTo(new Page(List.of(), Optional.empty()));
    }

    @Test
    default void a_page_holds_the_users_just_as_they_are_found() {
        Entry first = saved(new User(new UserId("1"), "Anna Berg", "anna@example.org"));
        Entry second = saved(new User(new UserId("2"), "", ""));

        assertThat(directory().page(Query.first(10)).entries()).containsExactly(first, second);
    }

    @Test
    default void orders_ids_by_code_point() {
        savedAll(shuffled(IN_ORDER));

        assertThat(ids(directory().page(Query.first(100)))).isEqualTo(IN_ORDER);
    }

    @Test
    default void pages_of_every_size_hold_each_user_once_and_in_order() {
        savedAll(shuffled(IN_ORDER));

        for (int limit = 1; limit <= IN_ORDER.size() + 1; limit++) {
            assertThat(everyPage(Query.first(limit))).isEqualTo(IN_ORDER);
        }
    }

    @Test
    default void a_page_is_full_unless_it_is_the_last() {
        savedAll(List.of("1", "2", "3"));

        Page first = directory().page(Query.first(2));
        assertThat(ids(first)).containsExactly("1", "2");
        assertThat(first.next()).contains(new UserId("2"));
        assertThat(directory().page(Query.first(2).after(new UserId("2"))).next())
                .isEmpty();
    }

    @Test
    default void a_last_page_that_is_just_full_has_no_next() {
        savedAll(List.of("1", "2"));

        assertThat(directory().page(Query.first(2)).next()).isEmpty();
    }

    @Test
    default void a_page_begins_behind_an_id_that_nobody_has() {
        savedAll(List.of("1", "3"));

        assertThat(ids(directory().page(Query.first(10).after(new UserId("2")))))
                .containsExactly("3");
        assertThat(ids(directory().page(Query.first(10).after(new UserId("4")))))
                .isEmpty();
    }

    @Test
    default void who_stays_is_seen_once_while_others_come_and_go_between_pages() {
        savedAll(List.of("b", "d", "f", "h"));
        Page first = directory().page(Query.first(2));

        directory().remove(new UserId("d"), Precondition.none(), AT_NOON);
        savedAll(List.of("a", "c", "e", "g"));
        saved(user("f", "Renamed"));

        assertThat(ids(first)).containsExactly("b", "d");
        assertThat(everyPage(Query.first(2).after(first.next().orElseThrow()))).containsExactly("e", "f", "g", "h");
    }

    @Test
    default void a_page_may_hold_as_many_users_as_a_query_may_ask_for() {
        List<String> ids = IntStream.rangeClosed(1, Query.MAX_LIMIT + 1)
                .mapToObj("%05d"::formatted)
                .toList();
        savedAll(ids);

        Page page = directory().page(Query.first(Query.MAX_LIMIT));

        assertThat(ids(page)).isEqualTo(ids.subList(0, Query.MAX_LIMIT));
        assertThat(page.next()).contains(new UserId("01000"));
    }

    private List<String> everyPage(Query first) {
        List<String> ids = new ArrayList<>();
        Optional<Query> query = Optional.of(first);
        while (query.isPresent()) {
            Page page = directory().page(query.get());
            ids.addAll(ids(page));
            query = page.next().map(first::after);
        }
        return ids;
    }

    private static List<String> shuffled(List<String> ids) {
        var shuffled = new ArrayList<>(ids);
        Collections.shuffle(shuffled, new Random(7));
        return shuffled;
    }
}
