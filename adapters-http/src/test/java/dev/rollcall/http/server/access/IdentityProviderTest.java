package dev.rollcall.http.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.rollcall.domain.access.Scope;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.http.server.access.IdentityProvider.Attempt;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdentityProviderTest {
    private static final URI BACK = URI.create("https://rollcall.example.org/sign-in/back");

    private final FakeProvider provider = new FakeProvider();
    private final Roles roles = new Roles(Map.of(Scope.READ, Set.of("*"), Scope.WRITE, Set.of("hr", "it")));
    private final IdentityProvider known = new IdentityProvider(provider.settings(), roles);
    private final Attempt attempt = Attempt.random();

    @AfterEach
    void close() {
        provider.close();
    }

    private Caller finish() throws SignInFailure {
        return known.finish(attempt, attempt.nonce().getValue(), BACK);
    }

    private static JWTClaimsSet claims(String name, Object value) {
        return new JWTClaimsSet.Builder().claim(name, value).build();
    }

    @Test
    void a_browser_is_sent_with_a_challenge_and_nothing_secret() throws SignInFailure {
        assertThat(known.begin(attempt, BACK).toString())
                .startsWith(provider.issuer() + "/authorize?")
                .contains("response_type=code", "client_id=rollcall", "code_challenge_method=S256", "scope=openid")
                .contains("state=" + attempt.state(), "nonce=" + attempt.nonce())
                .doesNotContain(attempt.verifier().getValue(), "s3cret");
    }

    @Test
    void the_proof_tells_the_name_and_what_the_roles_allow() throws SignInFailure {
        provider.identity = new JWTClaimsSet.Builder()
                .claim("preferred_username", "ada")
                .claim("realm", Map.of("roles", List.of("hr")))
                .build();

        assertThat(finish())
                .isEqualTo(new Caller(new Actor(Actor.Kind.PERSON, "ada"), Set.of(Scope.READ, Scope.WRITE)));
        assertThat(provider.asked)
                .contains("code_verifier=" + attempt.verifier().getValue());
    }

    @Test
    void roles_may_be_in_the_access_token_alone() throws SignInFailure {
        provider.access = claims("realm", Map.of("roles", List.of("it")));
        assertThat(finish().scopes()).containsExactlyInAnyOrder(Scope.READ, Scope.WRITE);
    }

    @Test
    void without_a_name_the_subject_counts_and_without_roles_what_everybody_may() throws SignInFailure {
        provider.identity = new JWTClaimsSet.Builder().subject("4711").build();
        assertThat(finish()).isEqualTo(new Caller(new Actor(Actor.Kind.PERSON, "4711"), Set.of(Scope.READ)));
    }

    @Test
    void a_proof_for_somebody_else_or_another_sign_in_does_not_hold() {
        assertThatThrownBy(() -> known.finish(attempt, "other", BACK)).hasMessageContaining("doesn't hold");

        provider.audience = "another";
        assertThatThrownBy(this::finish).hasMessageContaining("doesn't hold");
    }

    @Test
    void an_expired_proof_and_one_of_another_issuer_do_not_hold() {
        provider.identity = claims("exp", Date.from(Instant.now().minusSeconds(3600)));
        assertThatThrownBy(this::finish).hasMessageContaining("doesn't hold");

        provider.identity = claims("iss", "https://evil.example");
        assertThatThrownBy(this::finish).hasMessageContaining("doesn't hold");
    }

    @Test
    void what_answers_without_a_proof_is_told() throws SignInFailure {
        known.begin(attempt, BACK);
        provider.status = 400;
        assertThatThrownBy(this::finish).hasMessageContaining("refused the code");
        provider.status = 503;
        assertThatThrownBy(this::finish).hasMessageContaining("can't be asked: status 503");
    }

    @Test
    void a_name_that_none_can_be_is_told() {
        provider.identity = claims("preferred_username", "a\nb");
        assertThatThrownBy(this::finish).hasMessageContaining("the claim preferred_username is no name");
    }

    @Test
    void an_access_token_for_this_server_tells_who_the_program_is() throws SignInFailure {
        String token = provider.signed(new JWTClaimsSet.Builder()
                .audience("api")
                .claim("preferred_username", "sync")
                .claim("realm", Map.of("roles", "hr x"))
                .build());
        assertThat(known.bearing(token))
                .contains(new Caller(new Actor(Actor.Kind.PERSON, "sync"), Set.of(Scope.READ, Scope.WRITE)));
    }

    @Test
    void what_proves_who_signed_in_is_no_access_token() throws SignInFailure {
        String token =
                provider.signed(new JWTClaimsSet.Builder().audience("rollcall").build());
        assertThat(known.bearing(token)).isEmpty();
        assertThat(known.bearing(provider.signed(claims("exp", Date.from(Instant.EPOCH)))))
                .isEmpty();
        assertThat(known.bearing("")).isEmpty();
        assertThat(known.bearing("a.b.c")).isEmpty();
    }

    @Test
    void a_provider_that_is_away_is_an_outage_and_asked_again_later() throws SignInFailure {
        provider.status = 503;
        assertThatThrownBy(() -> known.begin(attempt, BACK))
                .isInstanceOfSatisfying(
                        SignInFailure.class, e -> assertThat(e.isOutage()).isTrue())
                .hasMessageContaining("the identity provider can't be asked");

        provider.status = 200;
        assertThat(known.begin(attempt, BACK)).isNotNull();
        assertThat(known.end(BACK))
                .hasValueSatisfying(there -> assertThat(there.toString())
                        .startsWith(provider.issuer() + "/leave?")
                        .contains("client_id=rollcall", "post_logout_redirect_uri="));
    }
}
