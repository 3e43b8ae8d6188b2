package dev.rollcall.http.server.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.contract.MapDirectory;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.directory.Registrar;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DirectoryIdsTest {
    private final MapDirectory directory = new MapDirectory();
    private final DirectoryIds ids = new DirectoryIds(new Registrar(directory, Clock.systemUTC()));

    private void add(int id) {
        var user = new User(new UserId(Integer.toString(id)), "", "");
        directory.save(user, Precondition.none(), new Attribution(new Actor("a"), Instant.EPOCH));
    }

    @Test
    void all_ids_of_many_pages_are_there_once() {
        IntStream.range(10_000, 12_500).forEach(this::add);
        List<String> all = new ArrayList<>();
        ids.forEachRemaining(id -> all.add(id.value()));
        assertThat(all)
                .isEqualTo(IntStream.range(10_000, 12_500)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    @Test
    void an_empty_directory_has_none() {
        assertThat(ids.hasNext()).isFalse();
        assertThatThrownBy(ids::next).isInstanceOf(NoSuchElementException.class);
    }
}
