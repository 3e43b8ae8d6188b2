package dev.rollcall.domain.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SightingsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final UserId ID = new UserId("1");

    private static Proof absent(Instant at) {
        return Proof.called(new Answer.Absent(ID, Attempts.NONE), at);
    }

    private static Proof present(Instant at) {
        return Proof.listed(new User(ID, "Ann", ""), at);
    }

    @Test
    void absences_are_counted_from_the_first_to_the_last() {
        Sightings seen =
                Sightings.present(NOON).after(absent(NOON.plusSeconds(60))).after(absent(NOON.plusSeconds(90)));
        assertThat(seen.absences()).isEqualTo(2);
        assertThat(seen.absentFor()).isEqualTo(Duration.ofSeconds(30));
        assertThat(Sightings.present(NOON).absentFor()).isZero();
    }

    @Test
    void a_presence_ends_them() {
        Sightings seen = Sightings.present(NOON).after(absent(NOON.plusSeconds(1)));
        assertThat(seen.after(present(NOON.plusSeconds(2)))).isEqualTo(Sightings.present(NOON.plusSeconds(2)));
    }

    @Test
    void what_is_late_or_failed_ends_absences_and_an_absence_of_somebody_unknown_does_not_count() {
        Sightings seen = Sightings.present(NOON).after(absent(NOON));
        Proof late = Proof.called(new Answer.Late(ID, Attempts.NONE), NOON);
        Proof failed = Proof.called(new Answer.Failed(ID, Answer.Reason.STATUS, "503", Attempts.NONE), NOON);
        assertThat(seen.after(late)).isEqualTo(Sightings.present(NOON));
        assertThat(seen.after(failed)).isEqualTo(Sightings.present(NOON));
        assertThat(Sightings.NONE.after(absent(NOON))).isEqualTo(Sightings.NONE);
    }

    @Test
    void in_a_run_that_is_not_sound_no_absence_counts() {
        Sightings seen = Sightings.present(NOON).after(absent(NOON));
        assertThat(seen.afterUnsound(absent(NOON.plusSeconds(1)))).isEqualTo(seen);
        assertThat(seen.afterUnsound(present(NOON.plusSeconds(1))).absences()).isZero();
    }

    @Test
    void who_is_active_is_not_deactivated_any_more() {
        Sightings seen = Sightings.present(NOON).after(absent(NOON)).deactivated(NOON);
        var active = new User(ID, "Ann", "");
        User inactive = active.with(Map.of(UserField.ACTIVE, "false"));
        assertThat(seen.given(Optional.of(new Entry(active, 1, NOON))).deactivated())
                .isEmpty();
        assertThat(seen.given(Optional.of(new Entry(inactive, 1, NOON)))).isEqualTo(seen);
        assertThat(seen.given(Optional.empty())).isEqualTo(seen);
    }

    @Test
    void whom_the_remote_never_knew_has_no_absences() {
        Optional<Instant> then = Optional.of(NOON);
        assertThatThrownBy(() -> new Sightings(Optional.empty(), 1, then, then, Optional.empty()))
                .hasMessage("whom the remote never knew can't have left it");
        assertThatThrownBy(() -> new Sightings(then, 0, then, then, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
