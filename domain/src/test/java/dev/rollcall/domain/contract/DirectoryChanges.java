package dev.rollcall.domain.contract;

import static dev.rollcall.domain.contract.DirectoryUnderTest.at;
import static dev.rollcall.domain.contract.DirectoryUnderTest.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.directory.Removal;
import dev.rollcall.domain.directory.Save;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The part of the {@link DirectoryContract} about finding, saving and removing users, and about their versions. */
interface DirectoryChanges extends DirectoryUnderTest {
    User ANNA = new User(new UserId("7"), "Anna Berg", "anna@example.org");
    User RENAMED = new User(ANNA.id(), "Anna Thal", ANNA.email());

    @Test
    default void finds_nothing_in_an_empty_directory() {
        assertThat(directory().find(ANNA.id())).isEmpty();
    }

    @Test
    default void finds_the_user_it_saved() {
        var save = directory().save(ANNA, Precondition.none(), AT_NOON);

        Entry entry = directory().find(ANNA.id()).orElseThrow();
        assertThat(entry.user()).isEqualTo(ANNA);
        assertThat(entry.changed()).isEqualTo(NOON);
        assertThat(save).isEqualTo(new Save.Created(entry));
    }

    @Test
    default void keeps_users_apart_whose_ids_differ_in_case_spaces_or_accents_only() {
        var ids = List.of("anna", "Anna", " anna", "anna ", "ännä", "a\u0308nna\u0308", "01", "1");
        ids.forEach(id -> saved(user(id, "called <" + id + ">")));

        assertThat(ids)
                .allSatisfy(id -> assertThat(directory()
                                .find(new UserId(id))
                                .orElseThrow()
                                .user()
                                .name())
                        .isEqualTo("called <" + id + ">"));
    }

    @Test
    default void replaces_a_user_with_a_higher_version_and_a_new_instant() {
        Entry before = saved(ANNA);
        Instant later = NOON.plusSeconds(1);

        var save = directory().save(RENAMED, Precondition.none(), at(later));

        Entry after = directory().find(ANNA.id()).orElseThrow();
        assertThat(save).isEqualTo(new Save.Replaced(after));
        assertThat(after).isEqualTo(new Entry(RENAMED, after.version(), later));
        assertThat(after.version()).isGreaterThan(before.version());
    }

    @Test
    default void saving_what_is_there_already_changes_nothing() {
        Entry before = saved(ANNA);

        var save = directory().save(ANNA, Precondition.none(), at(NOON.plusSeconds(1)));

        assertThat(save).isEqualTo(new Save.Replaced(before));
        assertThat(directory().find(ANNA.id())).contains(before);
    }

    @Test
    default void notices_a_change_of_the_email_alone() {
        Entry before = saved(ANNA);

        Entry after = saved(new User(ANNA.id(), ANNA.name(), "anna@example.com"));

        assertThat(after.version()).isNotEqualTo(before.version());
        assertThat(directory().find(ANNA.id())).contains(after);
    }

    @Test
    default void removes_a_user_and_tells_how_it_last_stood() {
        Entry last = saved(ANNA);
        Entry other = saved(user("8"));

        var removal = directory().remove(ANNA.id(), Precondition.none(), AT_NOON);

        assertThat(removal).isEqualTo(new Removal.Removed(last));
        assertThat(directory().find(ANNA.id())).isEmpty();
        assertThat(directory().find(other.user().id())).contains(other);
    }

    @Test
    default void does_not_know_a_user_who_was_removed_before() {
        saved(ANNA);
        directory().remove(ANNA.id(), Precondition.none(), AT_NOON);

        assertThat(directory().remove(ANNA.id(), Precondition.none(), AT_NOON)).isEqualTo(new Removal.Unknown());
    }

    @Test
    default void never_reuses_a_version_not_even_for_a_user_who_came_back() {
        Entry first = saved(ANNA);
        directory().remove(ANNA.id(), Precondition.none(), AT_NOON);
        Entry second = saved(ANNA);
        Entry third = saved(RENAMED);
        Entry fourth = saved(user("8"));

        assertThat(List.of(first.version(), second.version(), third.version(), fourth.version()))
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    default void keeps_instants_in_whole_microseconds() {
        directory().save(ANNA, Precondition.none(), at(Instant.parse("2026-11-22T23:59:59.999999999Z")));

        assertThat(changed(ANNA.id())).contains(Instant.parse("2026-11-22T23:59:59.999999Z"));
    }

    @Test
    default void keeps_instants_of_any_season_and_of_other_centuries() {
        var instants = List.of(
                        "1969-12-31T23:59:59.000001Z",
                        "1900-01-01T00:00:00.5Z",
                        "2999-12-31T23:59:59.999999Z",
                        "2026-03-29T01:30:00Z")
                .stream()
                .map(Instant::parse)
                .toList();

        for (Instant instant : instants) {
            var id = new UserId(instant.toString());
            directory().save(new User(id, "", ""), Precondition.none(), at(instant));
            assertThat(changed(id)).contains(instant);
        }
    }

    @Test
    default void keeps_every_text_as_it_was_given() {
        for (String text : List.of("", " ", "O'Brien", "'; DROP TABLE users; --", "a?b:c$1", "\\%_!", "日本語 Ärger 😀")) {
            var user = new User(ANNA.id(), text, text);
            assertThat(saved(user).user()).isEqualTo(user);
            assertThat(directory().find(ANNA.id()).map(Entry::user)).contains(user);
        }
    }

    @Test
    default void keeps_texts_of_the_greatest_length() {
        for (String letter : List.of("x", "ß", "漢", "😀", "a ")) {
            var id = new UserId(letter.repeat(UserId.MAX_LENGTH / letter.length()));
            var user = new User(
                    id,
                    letter.repeat(UserField.NAME.maxLength() / letter.length()),
                    letter.repeat(UserField.EMAIL.maxLength() / letter.length()));
            saved(user);
            assertThat(directory().find(id).map(Entry::user)).contains(user);
        }
    }

    private Optional<Instant> changed(UserId id) {
        return directory().find(id).map(Entry::changed);
    }
}
