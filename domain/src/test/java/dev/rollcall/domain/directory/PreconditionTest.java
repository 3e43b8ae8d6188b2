package dev.rollcall.domain.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PreconditionTest {
    private static final Optional<Entry> NOBODY = Optional.empty();
    private static final Optional<Entry> VERSION_7 =
            Optional.of(new Entry(new User(new UserId("a"), "", ""), 7, Instant.EPOCH));

    @Test
    void none_is_always_met() {
        assertThat(Precondition.none().isMetBy(NOBODY)).isTrue();
        assertThat(Precondition.none().isMetBy(VERSION_7)).isTrue();
    }

    @Test
    void new_means_that_nobody_is_there() {
        assertThat(new Precondition.IsNew().isMetBy(NOBODY)).isTrue();
        assertThat(new Precondition.IsNew().isMetBy(VERSION_7)).isFalse();
    }

    @Test
    void exists_means_that_somebody_is_there() {
        assertThat(new Precondition.Exists().isMetBy(NOBODY)).isFalse();
        assertThat(new Precondition.Exists().isMetBy(VERSION_7)).isTrue();
    }

    @Test
    void unchanged_means_one_of_the_versions() {
        assertThat(new Precondition.Unchanged(Set.of(6L, 7L)).isMetBy(VERSION_7))
                .isTrue();
        assertThat(new Precondition.Unchanged(Set.of(8L)).isMetBy(VERSION_7)).isFalse();
        assertThat(new Precondition.Unchanged(Set.of(7L)).isMetBy(NOBODY)).isFalse();
    }
}
