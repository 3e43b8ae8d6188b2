package dev.rollcall.domain.contract;

import static dev.rollcall.domain.contract.DirectoryUnderTest.ids;
import static dev.rollcall.domain.contract.DirectoryUnderTest.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Order;
import dev.rollcall.domain.directory.Page;
import dev.rollcall.domain.directory.Place;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.directory.Query;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The part of the {@link DirectoryContract} about pages and the order of ids. */
interface DirectoryPages extends DirectoryUnderTest {
    /** Numbers by value, then the others by code point; by UTF-16 code unit, the last two would be swapped. */
    List<String> IN_ORDER = List.of(
            "000", "01", "1", "2", "10", "99", "100", " ", "!", "'", "-1", "1.5", "2a", "A", "B", "Z_", "_", "a", "a b",
            "ab", "~", "é", "\uFFFD", "😀");

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
    default void orders_ids_that_are_numbers_by_value_and_others_by_code_point() {
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
        assertThat(first.next()).contains(place("2"));
        assertThat(directory().page(Query.first(2).after(place("2"))).next()).isEmpty();
    }

    @Test
    default void a_last_page_that_is_just_full_has_no_next() {
        savedAll(List.of("1", "2"));

        assertThat(directory().page(Query.first(2)).next()).isEmpty();
    }

    @Test
    default void a_page_begins_behind_an_id_that_nobody_has() {
        savedAll(List.of("1", "3"));

        assertThat(ids(directory().page(Query.first(10).after(place("2"))))).containsExactly("3");
        assertThat(ids(directory().page(Query.first(10).after(place("4"))))).isEmpty();
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
                .mapToObj(i -> String.format(Locale.ROOT, "%05d", i))
                .toList();
        savedAll(ids);

        Page page = directory().page(Query.first(Query.MAX_LIMIT));

        assertThat(ids(page)).isEqualTo(ids.subList(0, Query.MAX_LIMIT));
        assertThat(page.next()).contains(place("01000"));
    }

    @Test
    default void orders_by_name_without_case_and_accents_and_then_by_id() {
        List<String> names =
                List.of("", "1", "arger", "ÄRGER", "  Ärger ", "Arger  2", "berg", "zet", "œ", "Ωmega", "я");
        for (int i = 0; i < names.size(); i++) {
            saved(user(String.format(Locale.ROOT, "%03d", i), names.get(i)));
        }
        saved(user("zzz", "Zet"));
        saved(user("aaa", "Zet"));

        assertThat(everyPage(Query.first(100).by(Order.NAME)))
                .containsExactly(
                        "000", "001", "002", "003", "004", "005", "006", "007", "aaa", "zzz", "008", "009", "010");
        for (int limit = 1; limit <= names.size() + 2; limit++) {
            assertThat(everyPage(Query.first(limit).by(Order.NAME)))
                    .isEqualTo(everyPage(Query.first(100).by(Order.NAME)));
        }
    }

    @Test
    default void orders_by_the_name_that_a_user_has_now() {
        saved(user("1", "Anna"));
        saved(user("2", "Bert"));
        saved(user("1", "Cora"));

        assertThat(everyPage(Query.first(10).by(Order.NAME))).containsExactly("2", "1");
    }

    @Test
    default void the_longest_names_that_differ_only_at_the_end_are_told_apart_by_id_at_least() {
        String name = "\uD55C".repeat(UserField.NAME.maxLength()); // each decomposes into three characters
        saved(user("2", name));
        saved(user("1", name));
        saved(user("3", "\uD801\uDC00".repeat(UserField.NAME.maxLength() / 2)));

        assertThat(everyPage(Query.first(1).by(Order.NAME))).containsExactly("1", "2", "3");
    }

    @Test
    default void a_page_by_name_begins_behind_a_place_where_nobody_stands() {
        saved(user("1", "Anna"));
        saved(user("2", "Cora"));

        assertThat(everyPage(Query.first(10).by(Order.NAME).after(new Place("bert", new UserId("9")))))
                .containsExactly("2");
        assertThat(everyPage(Query.first(10).by(Order.NAME).after(new Place("cora", new UserId("1")))))
                .containsExactly("2");
        assertThat(everyPage(Query.first(10).by(Order.NAME).after(new Place("cora", new UserId("2")))))
                .isEmpty();
    }

    @Test
    default void counts_those_who_match_on_all_pages() {
        assertThat(directory().count(Query.first(1))).isZero();
        savedAll(List.of("1", "2", "3"));
        saved(user("4", "Bert"));

        assertThat(directory().count(Query.first(1))).isEqualTo(4);
        assertThat(directory().count(Query.search("anna", 1))).isEqualTo(3);
        assertThat(directory().count(Query.search("nobody", 1))).isZero();
        assertThat(directory().count(Query.search("anna", 1).by(Order.NAME).after(place("9"))))
                .isEqualTo(3);
    }

    private static Place place(String id) {
        return Order.ID.placeOf(user(id));
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
