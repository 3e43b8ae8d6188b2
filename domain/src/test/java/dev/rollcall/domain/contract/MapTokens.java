package dev.rollcall.domain.contract;

import dev.rollcall.domain.access.Token;
import dev.rollcall.domain.access.TokenHash;
import dev.rollcall.domain.access.Tokens;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens in memory. */
public final class MapTokens implements Tokens {
    private final Map<TokenHash, Token> tokens = new ConcurrentHashMap<>();

    @Override
    public synchronized boolean add(TokenHash hash, Token token) {
        if (tokens.values().stream().anyMatch(other -> other.name().equals(token.name()))) {
            return false;
        }
        tokens.put(hash, token);
        return true;
    }

    @Override
    public Optional<Token> find(TokenHash hash) {
        return Optional.ofNullable(tokens.get(hash));
    }

    @Override
    public List<Token> all() {
        return tokens.values().stream()
                .sorted(Comparator.comparing(Token::name))
                .toList();
    }

    @Override
    public synchronized boolean remove(String name) {
        return tokens.values().removeIf(token -> token.name().equals(name));
    }

    @Override
    public void use(TokenHash hash, Instant at) {
        tokens.computeIfPresent(
                hash,
                (same, token) -> new Token(
                        token.name(), token.scopes(), token.by(), token.issued(), token.expires(), Optional.of(at)));
    }
}
