package dev.rollcall.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.UserField;
import dev.rollcall.domain.reconciliation.Precedence;
import dev.rollcall.domain.run.RunOrder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReconcileSettingsTest {
    private static ReconcileSettings of(String... keysAndValues) throws WrongSettings {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return Settings.of(values).reconciliation();
    }

    @Test
    void the_usual_run_is_the_domains() throws WrongSettings {
        assertThat(of().order()).isEqualTo(RunOrder.DEFAULT);
    }

    @Test
    void the_remote_wins_for_each_field_that_it_tells_unless_said_otherwise() throws WrongSettings {
        assertThat(of(
                                "remote.fields.active",
                                "enabled",
                                "remote.fields.email",
                                "",
                                "reconcile.fields.name",
                                "fill-blanks")
                        .rules()
                        .policy()
                        .fields())
                .isEqualTo(Map.of(
                        UserField.NAME, Precedence.FILL_BLANKS,
                        UserField.ACTIVE, Precedence.REMOTE_WINS));
    }

    @Test
    void a_field_that_the_remote_does_not_tell_is_refused() {
        assertThatThrownBy(() -> of("reconcile.fields.active", "directory-wins"))
                .hasMessageContaining("reconcile.fields.active")
                .hasMessageContaining("remote.fields.active doesn't say where the field is");
        assertThatThrownBy(() -> of("reconcile.fields.name", "nobody"))
                .hasMessageContaining("must be remote-wins, directory-wins or fill-blanks, or empty");
    }

    @Test
    void no_limit_is_any_number() throws WrongSettings {
        assertThat(of("reconcile.limits.update", "", "reconcile.limits.deactivate", "", "reconcile.limits.delete", "")
                        .rules()
                        .limits()
                        .ofKinds())
                .isEmpty();
    }
}
