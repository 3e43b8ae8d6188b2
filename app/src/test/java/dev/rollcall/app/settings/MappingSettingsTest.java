package dev.rollcall.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.UserField;
import dev.rollcall.http.client.mapping.Expression;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MappingSettingsTest {
    private static RemoteSettings remote(Map<String, String> values) throws WrongSettings {
        return Settings.of(values).remote();
    }

    @Test
    void attributes_are_mapped_by_name_and_must_be_declared() throws Exception {
        Map<String, String> environment =
                Map.of("ROLLCALL_DIRECTORY_ATTRIBUTES", "cost-center", "ROLLCALL_REMOTE_FIELDS_COST_CENTER", "/cc");
        assertThat(Settings.of(Settings.given().putEnvironment(environment))
                        .remote()
                        .fields()
                        .fields())
                .containsEntry(UserField.attribute("cost-center"), Expression.of("/cc"));
        assertThatThrownBy(() -> remote(Map.of("remote.fields.naem", "/name")))
                .hasMessageContaining(
                        "remote.fields.naem = \"/name\" (given): naem is neither name, email or active nor one of"
                                + " directory.attributes");
    }

    @Test
    void some_field_must_be_mapped() {
        assertThatThrownBy(() -> remote(Map.of("remote.fields.name", "", "remote.fields.email", "")))
                .hasMessageContaining("remote.fields.name, .email or .active must say where the field is");
    }
}
