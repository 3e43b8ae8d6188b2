package dev.rollcall.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerAccessTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    server.user-header=X-User                                    | server.user-header needs server.trusted-proxies
                    server.roles-header=X-Groups,server.trusted-proxies=10.0.0.1 | server.roles-header needs server.user-header
                    server.trusted-proxies=proxy.example.org                     | IP addresses and networks such as 10.0.0.0/8
                    server.access=closed                                         | local, sign-in or open
                    oidc.client-secret=x                                         | oidc.client-secret needs oidc.issuer
                    oidc.audience=rollcall,oidc.issuer=https://sso.example.org   | must be another than oidc.client-id
                    access.session-secret=short                                  | 32 to 1000 characters
                    """)
    void what_would_be_no_access_control_is_refused(String given, String told) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String setting : given.split(",", -1)) {
            settings.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
        }
        assertThatThrownBy(() -> Settings.of(settings))
                .isInstanceOf(WrongSettings.class)
                .hasMessageContaining(told);
    }

    @Test
    void names_of_roles_may_have_spaces_but_not_be_empty() throws WrongSettings {
        assertThat(Settings.of(Map.of("access.read", "/hr clerks,  *"))
                        .access()
                        .roles()
                        .of()
                        .values())
                .anySatisfy(roles -> assertThat(roles).containsExactly("/hr clerks", "*"));
        assertThatThrownBy(() -> Settings.of(Map.of("access.read", "a,,b")))
                .hasMessageContaining("names of roles with commas between them");
    }

    @Test
    void secrets_are_never_shown() throws WrongSettings {
        String secret = "geheim".repeat(10);
        assertThat(Settings.of(Map.of("access.session-secret", secret)).toString())
                .doesNotContain("geheim");
        assertThatThrownBy(() -> Settings.of(Map.of("access.session-secret", "geheim")))
                .message()
                .doesNotContain("geheim");
    }
}
