package dev.rollcall.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.http.client.api.Credentials;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CredentialSettingsTest {
    private static RemoteSettings remote(Map<String, String> values) throws WrongSettings {
        return Settings.of(values).remote();
    }

    @Test
    void a_client_of_an_authorization_server_is_one_kind_of_credentials() throws Exception {
        var client = Map.of(
                "remote.oauth.token-uri", "https://sso/token",
                "remote.oauth.client-id", "me",
                "remote.oauth.client-secret", "s3cret",
                "remote.oauth.scope", "read",
                "remote.oauth.audience", "api",
                "remote.oauth.client-authentication", "post");
        assertThat(remote(client).credentials())
                .isEqualTo(new Credentials.Client(
                        URI.create("https://sso/token"),
                        "me",
                        "s3cret",
                        Optional.of("read"),
                        Optional.of("api"),
                        true));
        assertThat(remote(client)).asString().doesNotContain("s3cret");
    }

    @Test
    void a_client_needs_all_its_parts_and_no_other_credentials() {
        assertThatThrownBy(() -> remote(Map.of("remote.oauth.token-uri", "https://sso/token", "remote.token", "t")))
                .hasMessage("""
                        Invalid settings:
                        - remote.token = *** (given) and remote.oauth.token-uri = "https://sso/token" (given) are mutually exclusive
                        - remote.oauth.token-uri = "https://sso/token" (given) needs remote.oauth.client-id, too
                        - remote.oauth.token-uri = "https://sso/token" (given) needs remote.oauth.client-secret, too""");
        assertThatThrownBy(() -> remote(Map.of("remote.oauth.client-secret", "s3cret")))
                .hasMessage("""
                        Invalid settings:
                        - remote.oauth.client-secret = *** (given) needs remote.oauth.token-uri, too""");
    }

    @Test
    void headers_are_secrets_by_any_name() throws Exception {
        Map<String, String> environment = Map.of("ROLLCALL_REMOTE_HEADERS_X_API_KEY", "s3cret");
        RemoteSettings remote =
                Settings.of(Settings.given().putEnvironment(environment)).remote();
        assertThat(remote.headerValues()).containsExactly(Map.entry("x-api-key", "s3cret"));
        assertThat(remote).asString().contains("x-api-key").doesNotContain("s3cret");
        assertThatThrownBy(() -> remote(Map.of("remote.headers.X-Key", "s3cret\n")))
                .hasMessageContaining("remote.headers.X-Key = *** (given) must be visible ASCII characters")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void a_header_that_is_set_otherwise_is_wrong() {
        assertThatThrownBy(() -> remote(Map.of("remote.headers.Host", "x")))
                .hasMessageContaining("remote.headers.Host = *** (given): the client sets this header itself");
        assertThatThrownBy(() -> remote(Map.of("remote.headers.authorization", "x", "remote.token", "t")))
                .hasMessageContaining("remote.headers.authorization = *** (given): the client sets this header itself");
        assertThatThrownBy(() -> remote(Map.of("remote.headers.X Key", "x")))
                .hasMessageContaining("(given): a header's name has letters, digits and hyphens");
    }
}
