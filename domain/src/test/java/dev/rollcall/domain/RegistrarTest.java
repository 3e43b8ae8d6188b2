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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;

/** What the use cases ask of the ports, how often, and what never. */
@ExtendWith(MockitoExtension.class)
final class RegistrarTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final User ADA = new User(new UserId("7"), "Ada", "ada@example.org");
    private static final Entry ENTRY = new Entry(ADA, 1, NOW);

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
    void a_user_is_found_in_the_directory() {
        when(directory.find(ADA.id())).thenReturn(Optional.of(ENTRY));
        assertThat(registrar().find(ADA.id())).contains(ENTRY);
    }

    @Test
    void saving_tells_the_directory_the_time_of_the_clock() {
        var created = new Save.Created(ENTRY);
        when(directory.save(ADA, Precondition.none(), NOW)).thenReturn(created);
        assertThat(registrar().save(ADA, Precondition.none())).isEqualTo(created);
        verify(directory).save(ADA, Precondition.none(), NOW);
    }

    @Test
    void removing_passes_the_precondition_on() {
        var exists = new Precondition.Exists();
        var removed = new Removal.Removed(ENTRY);
        when(directory.remove(ADA.id(), exists)).thenReturn(removed);
        assertThat(registrar().remove(ADA.id(), exists)).isEqualTo(removed);
        verifyNoMoreInteractions(directory);
    }
}
