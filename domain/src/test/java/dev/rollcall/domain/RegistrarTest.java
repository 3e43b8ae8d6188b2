package dev.rollcall.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;

/** What the use cases ask of the ports, how often, and what never. */
@ExtendWith(MockitoExtension.class)
final class RegistrarTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Signature BEA_NOW = new Signature("Bea", NOW);
    private static final User ADA = new User(new UserId("7"), "Ada", "ada@example.org");
    private static final Entry ENTRY = new Entry(ADA, 1, NOW);

    private static final Patch RENAMING = new Patch(Optional.of("Lady Ada"), Optional.empty());

    @Mock
    private Directory directory;

    @Mock
    private RemoteUsers remote;

    private Registrar registrar() {
        return new Registrar(directory, remote, InstantSource.fixed(NOW));
    }

    @Test
    void a_roll_call_asks_the_remote_once_and_leaves_the_directory_alone() throws InterruptedException {
        Roster roster = Roster.of(List.of());
        var call = new RollCall(roster, List.of(), Duration.ZERO);
        when(remote.call(roster, CallPolicy.DEFAULT)).thenReturn(call);
        assertThat(registrar().call(roster, CallPolicy.DEFAULT)).isSameAs(call);
        verifyNoMoreInteractions(remote);
        verifyNoInteractions(directory);
    }

    @Test
    void the_index_asks_the_directory_and_never_the_remote() {
        var page = new Page(List.of(ENTRY), Optional.empty());
        when(directory.page(Query.first(50))).thenReturn(page);
        assertThat(registrar().index(Query.first(50))).isSameAs(page);
        verifyNoInteractions(remote);
    }

    @Test
    void the_roster_of_the_directory_has_all_ids_or_says_that_there_are_too_many() {
        var directory = new MapDirectory();
        for (int i = 0; i < 2500; i++) {
            directory.save(new User(new UserId(Integer.toString(10_000 + i)), "", ""), Precondition.none(), BEA_NOW);
        }
        var registrar = new Registrar(directory, remote, InstantSource.fixed(NOW));
        assertThat(registrar.rosterOfDirectory(2500)).contains(Roster.first(10_000, 2500));
        assertThat(registrar.rosterOfDirectory(Integer.MAX_VALUE)).contains(Roster.first(10_000, 2500));
        assertThat(registrar.rosterOfDirectory(2499)).isEmpty();
        assertThat(registrar.rosterOfDirectory(0)).isEmpty();
    }

    @Test
    void the_roster_of_an_empty_directory_is_empty() {
        assertThat(new Registrar(new MapDirectory(), remote, InstantSource.fixed(NOW)).rosterOfDirectory(0))
                .contains(Roster.of(List.of()));
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
        assertThat(registrar().save(ADA, Precondition.none(), "Bea")).isEqualTo(created);
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
        assertThat(registrar().patch(ADA.id(), RENAMING, Precondition.none(), "Bea"))
                .isEqualTo(replaced);
    }

    @Test
    void a_patch_is_refused_when_its_precondition_is_not_met_by_what_another_one_left() {
        Optional<Entry> between = Optional.of(new Entry(ADA, 2, NOW));
        var unchanged = new Precondition.Unchanged(Set.of(1L));
        when(directory.find(ADA.id())).thenReturn(Optional.of(ENTRY));
        when(directory.save(new User(ADA.id(), "Lady Ada", ADA.email()), unchanged, BEA_NOW))
                .thenReturn(new Save.Refused(between));
        assertThat(registrar().patch(ADA.id(), RENAMING, unchanged, "Bea")).isEqualTo(new Save.Refused(between));
    }

    @Test
    void a_user_who_is_not_there_is_not_patched() {
        when(directory.find(ADA.id())).thenReturn(Optional.empty());
        assertThat(registrar().patch(ADA.id(), RENAMING, Precondition.none(), "Bea"))
                .isEqualTo(new Save.Refused(Optional.empty()));
        verifyNoMoreInteractions(directory);
    }

    @Test
    void removing_passes_the_precondition_on() {
        var exists = new Precondition.Exists();
        var removed = new Removal.Removed(ENTRY);
        when(directory.remove(ADA.id(), exists, BEA_NOW)).thenReturn(removed);
        assertThat(registrar().remove(ADA.id(), exists, "Bea")).isEqualTo(removed);
        verifyNoMoreInteractions(directory);
    }
}
