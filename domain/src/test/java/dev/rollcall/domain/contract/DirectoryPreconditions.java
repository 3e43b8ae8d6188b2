package dev.rollcall.domain.contract;

import static dev.rollcall.domain.contract.DirectoryUnderTest.unchanged;
import static dev.rollcall.domain.contract.DirectoryUnderTest.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.directory.Removal;
import dev.rollcall.domain.directory.Save;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The part of the {@link DirectoryContract} about the preconditions of a change. */
interface DirectoryPreconditions extends DirectoryUnderTest {
    UserId ID = new UserId("7");
    Precondition IS_NEW = new Precondition.IsNew();
    Precondition EXISTS = new Precondition.Exists();

    @Test
    default void creates_a_user_who_must_be_new_and_is() {
        assertThat(directory().save(user("7"), IS_NEW, AT_NOON)).isInstanceOf(Save.Created.class);
    }

    @Test
    default void refuses_to_create_a_user_who_must_be_new_and_is_not() {
        Entry current = saved(user("7"));

        assertThat(directory().save(user("7", "Bea"), IS_NEW, AT_NOON))
                .isEqualTo(new Save.Refused(Optional.of(current)));
        assertThat(directory().find(ID)).contains(current);
    }

    @Test
    default void refuses_to_create_a_user_who_must_be_new_even_if_it_is_just_like_that() {
        Entry current = saved(user("7"));

        assertThat(directory().save(user("7"), IS_NEW, AT_NOON)).isEqualTo(new Save.Refused(Optional.of(current)));
    }

    @Test
    default void replaces_a_user_who_must_exist_and_does() {
        saved(user("7"));

        assertThat(directory().save(user("7", "Bea"), EXISTS, AT_NOON)).isInstanceOf(Save.Replaced.class);
    }

    @Test
    default void refuses_to_replace_a_user_who_must_exist_and_does_not() {
        assertThat(directory().save(user("7"), EXISTS, AT_NOON)).isEqualTo(new Save.Refused(Optional.empty()));
        assertThat(directory().find(ID)).isEmpty();
    }

    @Test
    default void replaces_a_user_who_is_unchanged() {
        Entry current = saved(user("7"));
        var oneOfThese = new Precondition.Unchanged(Set.of(current.version() + 1, current.version()));

        assertThat(directory().save(user("7", "Bea"), oneOfThese, AT_NOON)).isInstanceOf(Save.Replaced.class);
    }

    @Test
    default void refuses_to_replace_a_user_who_changed() {
        Entry seen = saved(user("7"));
        Entry current = saved(user("7", "Bea"));

        assertThat(directory().save(user("7", "Cleo"), unchanged(seen), AT_NOON))
                .isEqualTo(new Save.Refused(Optional.of(current)));
        assertThat(directory().find(ID)).contains(current);
    }

    @Test
    default void refuses_to_replace_a_user_who_was_removed_and_came_back_just_as_before() {
        Entry seen = saved(user("7"));
        directory().remove(ID, Precondition.none(), AT_NOON);
        Entry current = saved(user("7"));

        assertThat(directory().save(user("7", "Bea"), unchanged(seen), AT_NOON))
                .isEqualTo(new Save.Refused(Optional.of(current)));
    }

    @Test
    default void refuses_to_bring_back_a_user_who_was_to_be_unchanged_and_is_gone() {
        Entry seen = saved(user("7"));
        directory().remove(ID, Precondition.none(), AT_NOON);

        assertThat(directory().save(user("7"), unchanged(seen), AT_NOON)).isEqualTo(new Save.Refused(Optional.empty()));
        assertThat(directory().find(ID)).isEmpty();
    }

    @Test
    default void removes_a_user_who_exists_or_is_unchanged_as_asked() {
        Entry existing = saved(user("7"));
        assertThat(directory().remove(ID, EXISTS, AT_NOON)).isEqualTo(new Removal.Removed(existing));

        Entry unchanged = saved(user("7"));
        assertThat(directory().remove(ID, unchanged(unchanged), AT_NOON)).isEqualTo(new Removal.Removed(unchanged));
    }

    @Test
    default void refuses_to_remove_a_user_who_changed() {
        Entry seen = saved(user("7"));
        Entry current = saved(user("7", "Bea"));

        assertThat(directory().remove(ID, unchanged(seen), AT_NOON))
                .isEqualTo(new Removal.Refused(Optional.of(current)));
        assertThat(directory().remove(ID, IS_NEW, AT_NOON)).isEqualTo(new Removal.Refused(Optional.of(current)));
        assertThat(directory().find(ID)).contains(current);
    }

    @Test
    default void refuses_to_remove_a_user_who_must_exist_and_does_not() {
        for (Precondition precondition : List.of(EXISTS, new Precondition.Unchanged(Set.of(1L)))) {
            assertThat(directory().remove(ID, precondition, AT_NOON)).isEqualTo(new Removal.Refused(Optional.empty()));
        }
    }
}
