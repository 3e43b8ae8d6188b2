package dev.rollcall.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.http.client.api.Credentials;
import dev.rollcall.http.client.api.Proofs;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.mapping.FieldMapping;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteSettingsTest {
    @Test
    void a_token_or_credentials_authorize_us_but_not_both() throws Exception {
        assertThat(remote(Map.of()).credentials()).isEqualTo(Credentials.NONE);
        assertThat(remote(Map.of("remote.token", "t")).credentials()).isEqualTo(new Credentials.Token("t"));
        RemoteSettings basic = remote(Map.of("remote.credentials", "Aladdin:open sesame"));
        assertThat(basic.credentials()).isEqualTo(new Credentials.Basic("Aladdin:open sesame"));
        assertThat(basic.toString()).doesNotContain("sesame");
        assertThatThrownBy(() -> remote(Map.of("remote.token", "t", "remote.credentials", "a:sesame")))
                .hasMessage("""
                        Invalid settings:
                        - remote.token = *** (given) and remote.credentials = *** (given) are mutually exclusive""");
        assertThatThrownBy(() -> remote(Map.of("remote.credentials", ":sesame")))
                .hasMessageContaining("must be name:password")
                .hasMessageNotContaining("sesame");
    }

    @ParameterizedTest
    @CsvSource({"a:, Basic YTo=", "a:b:c, Basic YTpiOmM=", "test:123£, Basic dGVzdDoxMjPCow=="})
    void credentials_go_out_as_utf_8(String credentials, String authorization) throws Exception {
        // the last is the example of RFC 7617, section 2.1
        Credentials.Basic basic = (Credentials.Basic)
                remote(Map.of("remote.credentials", credentials)).credentials();
        assertThat(basic.authorization()).isEqualTo(authorization);
    }

    @Test
    void the_canaries_are_two() throws Exception {
        assertThatThrownBy(() -> remote(Map.of("remote.canary", "7", "remote.canary.absent", "7")))
                .hasMessage("""
                        Invalid settings:
                        - remote.canary = "7" (given) and remote.canary.absent = "7" (given) must differ""");
        assertThatCode(() -> remote(Map.of("remote.canary", "", "remote.canary.absent", "")))
                .doesNotThrowAnyException();
        assertThat(remote(Map.of("remote.canary", "7", "remote.canary.absent", "07"))
                        .proofs())
                .isEqualTo(Proofs.DEFAULT.withCanary(new UserId("7")).withAbsentCanary(new UserId("07")));
    }

    @Test
    void in_the_environment_a_canary_stands_beside_the_other() throws Exception {
        Map<String, String> environment = Map.of("ROLLCALL_REMOTE_CANARY", "7", "ROLLCALL_REMOTE_CANARY_ABSENT", "x");
        assertThat(Settings.of(Settings.given().putEnvironment(environment))
                        .remote()
                        .proofs())
                .isEqualTo(Proofs.DEFAULT.withCanary(new UserId("7")).withAbsentCanary(new UserId("x")));
    }

    @Test
    void a_hollow_user_is_a_failure_or_present() throws Exception {
        assertThat(remote(Map.of("remote.hollow", "failed")).proofs()).isEqualTo(Proofs.DEFAULT);
        assertThat(remote(Map.of("remote.hollow", "present")).proofs())
                .isEqualTo(new Proofs(Optional.empty(), Optional.empty(), false, true, Optional.empty()));
    }

    @Test
    void an_absence_as_html_is_believed_if_wanted() throws Exception {
        assertThat(remote(Map.of("remote.absent.html", "true")).proofs())
                .isEqualTo(new Proofs(Optional.empty(), Optional.empty(), true, false, Optional.empty()));
    }

    @Test
    void the_remote_needs_not_repeat_the_id_but_must_say_the_rest() throws Exception {
        assertThat(remote(Map.of("remote.fields.id", "", "remote.fields.name", "/a", "remote.fields.email", "/b"))
                        .fields())
                .isEqualTo(new FieldMapping("", Map.of(UserField.NAME, "/a", UserField.EMAIL, "/b")));
    }

    @Test
    void every_limit_has_its_setting() throws Exception {
        Map<String, String> limits = Map.of(
                "remote.concurrency", "7",
                "remote.attempts", "8",
                "remote.attempt-timeout", "9s",
                "remote.coalesce", "false");
        assertThat(remote(limits).limits()).isEqualTo(new RequestLimits(7, 8, Duration.ofSeconds(9), false));
    }

    @ParameterizedTest
    @CsvSource({
        "remote.concurrency, 1",
        "remote.concurrency, " + CallPolicy.MAX_CONCURRENCY,
        "remote.attempts, 1",
        "remote.attempts, 100",
        "remote.attempt-timeout, 1ms",
        "remote.attempt-timeout, 24h",
        "remote.first-id, 0",
        "remote.first-id, 1000000000000000"
    })
    void a_value_may_be_the_least_and_the_greatest(String key, String text) {
        assertThatCode(() -> remote(Map.of(key, text))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "remote.concurrency, 0",
        "remote.concurrency, 1" + CallPolicy.MAX_CONCURRENCY,
        "remote.attempts, 0",
        "remote.attempts, 101",
        "remote.attempt-timeout, 0s",
        "remote.attempt-timeout, 86401s",
        "remote.first-id, -1",
        "remote.first-id, 1000000000000001",
        "remote.fields.name, 'a ||'",
        "remote.fields.email, $.email",
        "remote.absent.when, a =",
        "remote.canary, ..",
        "remote.hollow, absent",
        "remote.absent.html, 1",
        "remote.coalesce, ''",
        "remote.uri, http://localhost/"
    })
    void a_value_beyond_is_wrong(String key, String text) {
        assertThatThrownBy(() -> remote(Map.of(key, text)))
                .isInstanceOf(WrongSettings.class)
                .hasMessageStartingWith("Invalid settings:\n- " + key + " = \"" + text + "\" (given) must be ");
    }

    @Test
    void as_text_it_holds_all_but_the_secrets() throws Exception {
        RemoteSettings remote = remote(Map.of(
                "remote.uri",
                "http://hr.example.com/users/{id}?api_key=geheim&full=1",
                "remote.token",
                "geheim",
                "remote.first-id",
                "42"));
        assertThat(remote.toString())
                .doesNotContain("geheim")
                .startsWith(
                        "RemoteSettings[uri=Optional[http://hr.example.com/users/{id}?api_key=***&full=1], firstId=42,")
                .contains("credentials=Token[***], headers=[], limits=");
        assertThat(remote.uri()).contains(new UriTemplate("http://hr.example.com/users/{id}?api_key=geheim&full=1"));
    }

    private static RemoteSettings remote(Map<String, String> values) throws WrongSettings {
        return Settings.of(values).remote();
    }
}
