package dev.rollcall.domain.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ListingWalkTest {
    private static User user(String id) {
        return new User(new UserId(id), "Name of " + id, "");
    }

    private static ListedPage page(String next, String... ids) {
        return new ListedPage(Arrays.stream(ids).map(ListingWalkTest::user).toList(), cursor(next));
    }

    private static Optional<String> cursor(String text) {
        return Optional.of(text).filter(cursor -> !cursor.isEmpty());
    }

    private static List<String> ids(ListingWalk walk) throws ListingFailure, InterruptedException {
        List<String> ids = new ArrayList<>();
        while (walk.hasNext()) {
            walk.next().users().forEach(user -> ids.add(user.id().value()));
        }
        return ids;
    }

    private static RemoteListing of(Map<String, ListedPage> pages) {
        return cursor -> Objects.requireNonNull(pages.get(cursor.orElse("")));
    }

    @Test
    void tells_each_user_once() throws Exception {
        var walk = new ListingWalk(
                of(Map.of("", page("x", "1", "2", "1"), "x", page("y", "2", "3"), "y", page("", "3"))),
                Optional.empty());
        assertThat(ids(walk)).containsExactly("1", "2", "3");
        assertThat(walk.users()).isEqualTo(3);
        assertThat(walk.cursor()).isEmpty();
    }

    @Test
    void begins_at_a_cursor() throws Exception {
        var walk = new ListingWalk(of(Map.of("x", page("", "7"))), Optional.of("x"));
        assertThat(walk.cursor()).hasValue("x");
        assertThat(ids(walk)).containsExactly("7");
    }

    @Test
    void an_empty_page_is_not_the_end() throws Exception {
        var walk =
                new ListingWalk(of(Map.of("", page("x", "1"), "x", page("y"), "y", page("", "2"))), Optional.empty());
        assertThat(ids(walk)).containsExactly("1", "2");
    }

    @Test
    void a_circle_of_any_length_ends() {
        for (int length = 1; length < 40; length++) {
            int pages = length;
            var walk = new ListingWalk(
                    at -> page(Integer.toString((Integer.parseInt(at.orElse("0")) + 1) % pages)), Optional.empty());
            assertThatThrownBy(() -> ids(walk))
                    .isInstanceOf(ListingFailure.class)
                    .hasMessageContaining("goes in circles");
        }
    }

    @Test
    void pages_that_differ_but_tell_nobody_new_end() {
        var walk = new ListingWalk(
                at -> page(Integer.toString(Integer.parseInt(at.orElse("0")) + 1), "1", "2"), Optional.empty());
        assertThatThrownBy(() -> ids(walk)).isInstanceOf(ListingFailure.class);
        assertThat(walk.users()).isEqualTo(2);
    }

    @Test
    void ten_thousand_pages_are_no_circle() throws Exception {
        var walk = new ListingWalk(
                at -> {
                    int here = Integer.parseInt(at.orElse("0"));
                    return page(here < 10_000 ? Integer.toString(here + 1) : "", Integer.toString(here));
                },
                Optional.empty());
        assertThat(ids(walk)).hasSize(10_001);
    }

    @Test
    void a_field_is_blank_if_it_is_so_on_each_page_with_users() throws Exception {
        Set<UserField> both = Set.of(UserField.NAME, UserField.EMAIL);
        var walk = new ListingWalk(
                of(Map.of(
                        "", new ListedPage(List.of(), List.of(), Set.of(), Optional.of("x")),
                        "x", new ListedPage(List.of(user("1")), List.of(), both, Optional.of("y")),
                        "y",
                                new ListedPage(
                                        List.of(user("2")),
                                        List.of("no id"),
                                        Set.of(UserField.EMAIL),
                                        Optional.empty()))),
                Optional.empty());
        assertThat(ids(walk)).containsExactly("1", "2");
        assertThat(walk.blank()).containsExactly(UserField.EMAIL);
        assertThat(walk.unreadable()).isEqualTo(1);
    }

    @Test
    void without_memory_users_may_be_told_twice_but_nobody_is_lost() throws Exception {
        List<User> many = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            many.add(user(Integer.toString(i)));
        }
        var walk = new ListingWalk(at -> new ListedPage(many, Optional.empty()), Optional.empty(), bytes -> false);
        assertThat(ids(walk)).hasSize(1000);
    }

    @Test
    void a_failed_page_can_be_read_again() throws Exception {
        List<String> asked = new ArrayList<>();
        var walk = new ListingWalk(
                at -> {
                    asked.add(at.orElse(""));
                    if (asked.size() == 2) {
                        throw new ListingFailure("away");
                    }
                    return at.isEmpty() ? page("x", "1") : page("", "2");
                },
                Optional.empty());
        walk.next();
        assertThatThrownBy(walk::next).hasMessage("away");
        assertThat(walk.cursor()).hasValue("x");
        assertThat(ids(walk)).containsExactly("2");
        assertThat(asked).containsExactly("", "x", "x");
    }
}
