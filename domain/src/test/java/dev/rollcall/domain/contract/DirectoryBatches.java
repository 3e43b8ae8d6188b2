package dev.rollcall.domain.contract;

import static dev.rollcall.domain.contract.DirectoryUnderTest.ids;
import static dev.rollcall.domain.contract.DirectoryUnderTest.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Change;
import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Order;
import dev.rollcall.domain.directory.Patch;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.domain.directory.Tally;
import dev.rollcall.domain.directory.Upsert;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The part of the {@link DirectoryContract} about finding and saving many users at once. */
interface DirectoryBatches extends DirectoryUnderTest {
    @Test
    default void finds_those_of_many_who_are_there() {
        Entry first = saved(user("1"));
        Entry third = saved(user("3", "Zoë 😀"));

        assertThat(directory().findAll(Set.of(new UserId("1"), new UserId("2"), new UserId("3"))))
                .containsExactlyInAnyOrder(first, third);
        assertThat(directory().findAll(Set.of())).isEmpty();
    }

    @Test
    default void finds_as_many_at_once_as_may_be_sought() {
        List<String> ids = IntStream.range(0, Directory.MAX_IDS)
                .mapToObj(Integer::toString)
                .toList();
        savedTogether(ids.stream().map(DirectoryUnderTest::user).toList());

        assertThat(directory().findAll(ids.stream().map(UserId::new).collect(Collectors.toSet())))
                .hasSize(Directory.MAX_IDS);
    }

    @Test
    default void saves_many_at_once_and_tells_what_became_of_them() {
        saved(user("1", "as given"));
        saved(user("2", "another"));

        Tally tally = savedTogether(users("as given", "1", "2", "3", "4"));

        assertThat(tally).isEqualTo(new Tally(2, 1, 1));
        assertThat(directory().page(Query.first(10)).entries())
                .extracting(Entry::user)
                .containsExactlyElementsOf(users("as given", "1", "2", "3", "4"));
        assertThat(savedTogether(users("as given", "1", "2", "3", "4"))).isEqualTo(new Tally(0, 0, 4));
    }

    @Test
    default void those_saved_at_once_are_searched_ordered_and_kept_in_the_history_like_others() {
        saved(user("1", "Zoe"));
        savedTogether(List.of(user("1", "Bert"), user("2", "Anna")));

        assertThat(ids(directory().page(Query.search("bert", 10)))).containsExactly("1");
        assertThat(ids(directory().page(Query.first(10).by(Order.NAME)))).containsExactly("2", "1");
        Change change = changes("1").getFirst();
        Entry entry = directory().find(new UserId("1")).orElseThrow();
        assertThat(change)
                .isEqualTo(new Change(
                        entry.version(), AT_NOON, Optional.of(user("1", "Zoe")), Optional.of(user("1", "Bert"))));
        assertThat(entry.changed()).isEqualTo(NOON);
        assertThat(changes("2")).hasSize(1);
    }

    @Test
    default void of_two_with_the_same_id_the_last_stands_and_the_history_has_both() {
        Tally tally = savedTogether(List.of(user("1", "a"), user("2", "a"), user("1", "b"), user("1", "b")));

        assertThat(tally).isEqualTo(new Tally(2, 1, 1));
        assertThat(directory().find(new UserId("1")).orElseThrow().user().name())
                .isEqualTo("b");
        assertThat(changes("1"))
                .extracting(change -> change.after().orElseThrow().name())
                .containsExactly("b", "a");
    }

    @Test
    default void keeps_the_fields_that_it_is_not_given() {
        UserField team = UserField.attribute("team");
        saved(new User(new UserId("1"), Map.of(UserField.NAME, "Anna", UserField.ACTIVE, "false", team, "red")));
        var email = new Patch(Map.of(UserField.EMAIL, "a@example.org"));

        Tally tally = directory()
                .saveAll(List.of(new Upsert(new UserId("1"), email), new Upsert(new UserId("2"), email)), AT_NOON);

        assertThat(tally).isEqualTo(new Tally(1, 1, 0));
        User anna = directory().find(new UserId("1")).orElseThrow().user();
        assertThat(anna.values())
                .isEqualTo(Map.of(
                        UserField.NAME,
                        "Anna",
                        UserField.ACTIVE,
                        "false",
                        team,
                        "red",
                        UserField.EMAIL,
                        "a@example.org"));
        assertThat(directory().find(new UserId("2")).orElseThrow().user())
                .isEqualTo(new User(new UserId("2"), "", "a@example.org"));
        assertThat(changes("1").getFirst().fields()).containsExactly(UserField.EMAIL);
    }

    @Test
    default void saves_more_than_fit_into_one_batch() {
        int users = 2 * Directory.MAX_IDS + 1;

        Tally tally = directory().saveAll(() -> numbered(users), AT_NOON);

        assertThat(tally).isEqualTo(new Tally(users, 0, 0));
        assertThat(directory().count(Query.first(1))).isEqualTo(users);
    }

    @Test
    default void saves_no_user_if_the_iteration_fails() {
        saved(user("1", "old"));
        var broken = new IllegalStateException("the file is broken");
        Iterable<Upsert> users = () -> Stream.iterate(0, i -> i + 1)
                .peek(i -> {
                    if (i == 2 * Directory.MAX_IDS) {
                        throw broken;
                    }
                })
                .map(i -> Upsert.of(user(Integer.toString(i), "new")))
                .iterator();

        assertThatThrownBy(() -> directory().saveAll(users, AT_NOON)).isSameAs(broken);

        assertThat(directory().count(Query.first(1))).isEqualTo(1);
        assertThat(directory().find(new UserId("1")).orElseThrow().user().name())
                .isEqualTo("old");
        assertThat(changes("1")).hasSize(1);
    }

    @Test
    default void saves_no_users() {
        assertThat(directory().saveAll(List.of(), AT_NOON)).isEqualTo(Tally.NONE);
    }

    private List<Change> changes(String id) {
        return directory().history(new UserId(id), OptionalLong.empty(), 100);
    }

    private static List<User> users(String name, String... ids) {
        return Stream.of(ids).map(id -> user(id, name)).toList();
    }

    private static Iterator<Upsert> numbered(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Upsert.of(user(Integer.toString(i))))
                .iterator();
    }
}
