package dev.rollcall.domain.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.contract.MapDirectory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;

/** Which calls the use cases make to the ports, and how often. */
@ExtendWith(MockitoExtension.class)
final class RegistrarTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Actor BEA = new Actor("Bea");
    private static final Attribution BEA_NOW = new Attribution(BEA, NOW);
    private static final User ADA = new User(new UserId("7"), "Ada", "ada@example.org");
    private static final Entry ENTRY = new Entry(ADA, 1, NOW);

    private static final Patch RENAMING = new Patch(Map.of(UserField.NAME, "Lady Ada"));

    @Mock
    private Directory directory;

    private Registrar registrar() {
        return new Registrar(directory, InstantSource.fixed(NOW));
    }

    @Test
    void the_index_is_a_page_of_the_directory() {
        var page = new Page(List.of(ENTRY), Optional.empty());
        when(directory.page(Query.first(50))).thenReturn(page);
        assertThat(registrar().index(Query.first(50))).isSameAs(page);
    }

    @Test
    void the_ids_of_the_directory_are_all_of_them_unless_there_are_too_many() {
        var directory = new MapDirectory();
        List<UserId> ids = IntStream.range(10_000, 12_500)
                .mapToObj(Integer::toString)
                .map(UserId::new)
                .toList();
        ids.forEach(id -> directory.save(new User(id, "", ""), Precondition.none(), BEA_NOW));
        var registrar = new Registrar(directory, InstantSource.fixed(NOW));
        assertThat(registrar.ids(2500)).contains(ids);
        assertThat(registrar.ids(Integer.MAX_VALUE)).contains(ids);
        assertThat(registrar.ids(2499)).isEmpty();
        assertThat(registrar.ids(0)).isEmpty();
    }

    @Test
    void an_empty_directory_has_no_ids() {
        assertThat(new Registrar(new MapDirectory(), InstantSource.fixed(NOW)).ids(0))
                .contains(List.of());
    }

    @Test
    void a_user_is_found_in_the_directory() {
        when(directory.find(ADA.id())).thenReturn(Optional.of(ENTRY));
        assertThat(registrar().find(ADA.id())).contains(ENTRY);
    }

    @Test
    void saving_tells_the_directory_who_does_it_and_the_time_of_the_clock() {
        var created = new Save.Created(ENTRY);
        when(directory.save(ADA, Precondition.none(), BEA_NOW)).thenReturn(created);
        assertThat(registrar().save(ADA, Precondition.none(), BEA)).isEqualTo(created);
        verify(directory).save(ADA, Precondition.none(), BEA_NOW);
    }

    @Test
    void a_patch_is_applied_to_what_another_one_left_who_came_in_between() {
        User renamed = new User(ADA.id(), "Lady Ada", ADA.email());
        User moved = new User(ADA.id(), ADA.name(), "new@example.org");
        User both = new User(ADA.id(), "Lady Ada", "new@example.org");
        Entry between = new Entry(moved, 2, NOW);
        var replaced = new Save.Replaced(new Entry(both, 3, NOW));
        when(directory.find(ADA.id())).thenReturn(Optional.of(ENTRY));
        when(directory.save(renamed, new Precondition.Unchanged(Set.of(1L)), BEA_NOW))
                .thenReturn(new Save.Refused(Optional.of(between)));
        when(directory.save(both, new Precondition.Unchanged(Set.of(2L)), BEA_NOW))
                .thenReturn(replaced);
        assertThat(registrar().patch(ADA.id(), RENAMING, Precondition.none(), BEA))
                .isEqualTo(replaced);
    }

    @Test
    void a_patch_is_refused_when_its_precondition_is_not_met_by_what_another_one_left() {
        Optional<Entry> between = Optional.of(new Entry(ADA, 2, NOW));
        var unchanged = new Precondition.Unchanged(Set.of(1L));
        when(directory.find(ADA.id())).thenReturn(Optional.of(ENTRY));
        when(directory.save(new User(ADA.id(), "Lady Ada", ADA.email()), unchanged, BEA_NOW))
                .thenReturn(new Save.Refused(between));
        assertThat(registrar().patch(ADA.id(), RENAMING, unchanged, BEA)).isEqualTo(new Save.Refused(between));
    }

    @Test
    void a_user_who_is_not_there_is_not_patched() {
        when(directory.find(ADA.id())).thenReturn(Optional.empty());
        assertThat(registrar().patch(ADA.id(), RENAMING, Precondition.none(), BEA))
                .isEqualTo(new Save.Refused(Optional.empty()));
        verifyNoMoreInteractions(directory);
    }

    @Test
    void removing_passes_the_precondition_on() {
        var exists = new Precondition.Exists();
        var removed = new Removal.Removed(ENTRY);
        when(directory.remove(ADA.id(), exists, BEA_NOW)).thenReturn(removed);
        assertThat(registrar().remove(ADA.id(), exists, BEA)).isEqualTo(removed);
        verifyNoMoreInteractions(directory);
    }
}
