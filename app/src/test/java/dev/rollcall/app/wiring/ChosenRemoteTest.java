package dev.rollcall.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.app.sample.SampleRemote;
import dev.rollcall.app.settings.Settings;
import dev.rollcall.app.settings.WrongSettings;
import dev.rollcall.domain.UserId;
import dev.rollcall.http.client.api.Proofs;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ChosenRemoteTest {
    private static final String REAL = "https://hr.example.org/users/{id}";

    private static Proofs proofs(Map<String, String> settings) throws WrongSettings {
        return ChosenRemote.proofs(Settings.of(settings).remote());
    }

    @Test
    void the_sample_remote_brings_its_canary_unless_another_is_set() throws Exception {
        assertThat(proofs(Map.of())).isEqualTo(Proofs.DEFAULT.withCanary(SampleRemote.CANARY));
        assertThat(proofs(Map.of("remote.canary", "3")).canary()).contains(new UserId("3"));
    }

    @Test
    void a_real_remote_has_the_canaries_that_are_set() throws Exception {
        assertThat(proofs(Map.of("remote.uri", REAL))).isEqualTo(Proofs.DEFAULT);
        assertThat(proofs(Map.of("remote.uri", REAL, "remote.canary", "3", "remote.canary.absent", "x")))
                .isEqualTo(Proofs.DEFAULT.withCanary(new UserId("3")).withAbsentCanary(new UserId("x")));
    }

    @Test
    void of_a_real_remote_nothing_is_told_at_the_start() throws Exception {
        try (ChosenRemote remote =
                ChosenRemote.open(Settings.of(Map.of("remote.uri", REAL)).remote())) {
            assertThat(remote.notice()).isEmpty();
        }
    }
}
