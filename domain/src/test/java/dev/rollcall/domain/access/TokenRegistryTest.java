package dev.rollcall.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.DirectoryUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

class TokenRegistryTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Actor ANNA = new Actor(Actor.Kind.PERSON, "anna");
    private static final Set<Scope> READING = Set.of(Scope.READ);

    private final Tokens tokens = mock();
    private final TokenRegistry registry = new TokenRegistry(tokens, new Random(7), InstantSource.fixed(NOW));

    @Test
    void only_the_hash_of_a_token_is_kept() {
        when(tokens.add(any(), any())).thenReturn(true);

        IssuedToken issued = issue("ci", Duration.ofDays(1)).orElseThrow();

        ArgumentCaptor<TokenHash> kept = ArgumentCaptor.captor();
        verify(tokens).add(kept.capture(), eq(issued.token()));
        assertThat(kept.getValue()).isEqualTo(TokenHash.of(issued.text()));
        assertThat(issued.text()).matches("rollcall_[A-Za-z0-9_-]{43}");
        assertThat(issued).hasToString(issued.token().toString());
        assertThat(issued.token().expires()).contains(NOW.plus(Duration.ofDays(1)));
        assertThat(issued.token().actor()).isEqualTo(new Actor(Actor.Kind.TOKEN, "ci"));
    }

    @Test
    void two_tokens_have_nothing_in_common() {
        when(tokens.add(any(), any())).thenReturn(true);

        assertThat(issue("a", Duration.ofDays(1)).orElseThrow().text())
                .isNotEqualTo(issue("b", Duration.ofDays(1)).orElseThrow().text());
    }

    @Test
    void a_name_that_is_taken_is_refused() {
        assertThat(issue("ci", Duration.ofDays(1))).isEmpty();
    }

    @Test
    void what_makes_no_sense_is_refused_before_anything_is_kept() {
        assertThatThrownBy(() -> issue("", Duration.ofDays(1))).hasMessageContaining("the name of a token");
        assertThatThrownBy(() -> issue(" ci", Duration.ofDays(1))).hasMessageContaining("a space");
        assertThatThrownBy(() -> issue("ci", Duration.ZERO)).hasMessageContaining("more than nothing");
        assertThatThrownBy(() -> issue("ci", Duration.ofDays(40_000))).hasMessageContaining("100 years");
        assertThatThrownBy(() -> registry.issue("ci", Set.of(), Optional.empty(), ANNA))
                .hasMessage("a token must have a scope: read, call, write, reconcile, operate");
        verify(tokens, never()).add(any(), any());
    }

    @Test
    void a_token_is_valid_until_it_expires() {
        TokenHash hash = TokenHash.of("text");

        when(tokens.find(hash)).thenReturn(Optional.of(token(Optional.of(NOW.plusNanos(1)), Optional.empty())));
        assertThat(registry.use(hash)).isPresent();

        when(tokens.find(hash)).thenReturn(Optional.of(token(Optional.of(NOW), Optional.empty())));
        assertThat(registry.use(hash)).isEmpty();

        when(tokens.find(hash)).thenReturn(Optional.empty());
        assertThat(registry.use(hash)).isEmpty();
        verify(tokens).use(hash, NOW);
    }

    @Test
    void a_token_is_valid_although_its_use_cant_be_written() {
        TokenHash hash = TokenHash.of("text");
        when(tokens.find(hash)).thenReturn(Optional.of(token(Optional.empty(), Optional.empty())));
        doThrow(new DirectoryUnavailable(DirectoryUnavailable.Reason.FULL, "full"))
                .when(tokens)
                .use(any(), any());

        assertThat(registry.use(hash)).isPresent();
    }

    private Optional<IssuedToken> issue(String name, Duration lifetime) {
        return registry.issue(name, READING, Optional.of(lifetime), ANNA);
    }

    private static Token token(Optional<Instant> expires, Optional<Instant> used) {
        return new Token("ci", READING, ANNA, NOW.minusSeconds(1000), expires, used);
    }
}
