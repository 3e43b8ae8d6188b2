package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.access.Scope;
import dev.rollcall.domain.access.Token;
import dev.rollcall.domain.access.TokenHash;
import dev.rollcall.domain.directory.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SqlTokensTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final TokenHash ONE = TokenHash.of("one");
    private static final TokenHash TWO = TokenHash.of("two");

    static Stream<DatabaseAddress> databases() {
        return Addresses.each();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void a_token_is_found_by_its_hash_until_it_is_removed(DatabaseAddress address) {
        try (var database = Database.open(address)) {
            var tokens = new SqlTokens(database);
            Token ci = token("ci", Optional.of(NOW.plusSeconds(7)));
            Token zoe = token("Zoë", Optional.empty());

            assertThat(tokens.add(ONE, ci)).isTrue();
            assertThat(tokens.add(TWO, zoe)).isTrue();
            assertThat(tokens.find(ONE)).contains(ci);
            assertThat(tokens.all()).containsExactly(zoe, ci);

            assertThat(tokens.remove("ci")).isTrue();
            assertThat(tokens.remove("ci")).isFalse();
            assertThat(tokens.find(ONE)).isEmpty();
            assertThat(tokens.all()).containsExactly(zoe);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void the_last_use_is_kept(DatabaseAddress address) {
        try (var database = Database.open(address)) {
            var tokens = new SqlTokens(database);
            tokens.add(ONE, token("ci", Optional.empty()));

            tokens.use(ONE, NOW);
            tokens.use(TWO, NOW);

            assertThat(tokens.all()).extracting(Token::used).containsExactly(Optional.of(NOW));
            tokens.use(ONE, NOW.plusSeconds(60));
            assertThat(tokens.all()).extracting(Token::used).containsExactly(Optional.of(NOW));
            tokens.use(ONE, NOW.plusSeconds(61));
            assertThat(tokens.all()).extracting(Token::used).containsExactly(Optional.of(NOW.plusSeconds(61)));
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void of_those_who_take_a_name_at_once_one_gets_it(DatabaseAddress address) throws Exception {
        var start = new CyclicBarrier(4);
        try (var database = Database.open(address);
                var executor = Executors.newFixedThreadPool(4)) {
            var tokens = new SqlTokens(database);
            List<Callable<Boolean>> all = Stream.of("a", "b", "c", "d")
                    .<Callable<Boolean>>map(text -> () -> {
                        start.await();
                        return tokens.add(TokenHash.of(text), token("ci", Optional.empty()));
                    })
                    .toList();
            int added = 0;
            for (Future<Boolean> one : executor.invokeAll(all)) {
                added += one.get() ? 1 : 0;
            }
            assertThat(added).isEqualTo(1);
            assertThat(tokens.all()).hasSize(1);
        }
    }

    private static Token token(String name, Optional<Instant> expires) {
        var by = new Actor(Actor.Kind.COMMAND, "root");
        return new Token(name, Set.of(Scope.READ, Scope.CALL), by, NOW, expires, Optional.empty());
    }
}
