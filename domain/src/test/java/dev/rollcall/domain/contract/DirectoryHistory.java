package dev.rollcall.domain.contract;

import static dev.rollcall.domain.contract.DirectoryUnderTest.unchanged;
import static dev.rollcall.domain.contract.DirectoryUnderTest.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Change;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.directory.Save;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The part of the {@link DirectoryContract} about the history of changes. */
interface DirectoryHistory extends DirectoryUnderTest {
    User ANNA = new User(new UserId("7"), "Anna Berg", "anna@example.org");
    User RENAMED = new User(ANNA.id(), "Anna Berg-Lund", "");
    Attribution LATER = new Attribution(new Actor(Actor.Kind.PERSON, "Zoë 😀"), NOON.plusSeconds(1));

    @Test
    default void has_no_changes_of_a_user_who_never_was() {
        saved(user("8"));

        assertThat(history(ANNA.id())).isEmpty();
    }

    @Test
    default void tells_who_changed_what_from_what_to_what_and_when_and_the_latest_first() {
        Entry created = saved(ANNA);
        Entry renamed = ((Save.Replaced) directory().save(RENAMED, Precondition.none(), LATER)).entry();
        directory().remove(ANNA.id(), Precondition.none(), AT_NOON);

        List<Change> changes = history(ANNA.id());
        assertThat(changes)
                .hasSize(3)
                .endsWith(
                        new Change(renamed.version(), LATER, Optional.of(ANNA), Optional.of(RENAMED)),
                        new Change(created.version(), AT_NOON, Optional.empty(), Optional.of(ANNA)));
        Change removal = changes.getFirst();
        assertThat(removal).isEqualTo(new Change(removal.version(), AT_NOON, Optional.of(RENAMED), Optional.empty()));
        assertThat(removal.version()).isGreaterThan(renamed.version());
    }

    @Test
    default void what_was_not_done_is_no_change() {
        Entry seen = saved(ANNA);
        directory().save(ANNA, Precondition.none(), LATER);
        directory().save(RENAMED, new Precondition.IsNew(), LATER);
        directory().remove(ANNA.id(), new Precondition.Unchanged(Set.of(seen.version() + 1)), LATER);
        directory().remove(new UserId("8"), Precondition.none(), LATER);

        assertThat(history(ANNA.id())).hasSize(1);
        assertThat(history(new UserId("8"))).isEmpty();
    }

    @Test
    default void a_user_who_came_back_has_the_changes_from_before() {
        saved(ANNA);
        directory().remove(ANNA.id(), Precondition.none(), AT_NOON);
        Entry back = saved(RENAMED);

        assertThat(history(ANNA.id()))
                .hasSize(3)
                .startsWith(new Change(back.version(), AT_NOON, Optional.empty(), Optional.of(RENAMED)));
    }

    @Test
    default void leads_on_from_the_oldest_change_that_was_told() {
        List<Long> versions = new ArrayList<>();
        Entry seen = saved(ANNA);
        versions.addFirst(seen.version());
        for (int i = 0; i < 6; i++) {
            var save = directory().save(user("7", "name " + i), unchanged(seen), AT_NOON);
            seen = ((Save.Replaced) save).entry();
            versions.addFirst(seen.version());
        }

        List<Long> found = new ArrayList<>();
        List<Change> part = directory().history(ANNA.id(), OptionalLong.empty(), 3);
        while (!part.isEmpty()) {
            part.forEach(change -> found.add(change.version()));
            part = directory().history(ANNA.id(), OptionalLong.of(part.getLast().version()), 3);
        }
        assertThat(found).isEqualTo(versions);
    }

    private List<Change> history(UserId id) {
        return directory().history(id, OptionalLong.empty(), 100);
    }
}
