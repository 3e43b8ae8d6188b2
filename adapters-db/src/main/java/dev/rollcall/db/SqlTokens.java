package dev.rollcall.db;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import dev.rollcall.db.run.Statements;
import dev.rollcall.domain.access.Scope;
import dev.rollcall.domain.access.Token;
import dev.rollcall.domain.access.TokenHash;
import dev.rollcall.domain.access.Tokens;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tokens in an SQL database, beside the directory. */
public final class SqlTokens implements Tokens {
    private static final String SEPARATOR = ",";
    private static final String FIND =
            "SELECT name, scopes, issued_by, issued_by_kind, issued, expires, used FROM tokens ";
    private static final String INSERT = "INSERT INTO tokens (hash, name, scopes, issued_by, issued_by_kind, issued,"
            + " expires, used) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

    /** How exactly the last use is kept. */
    private static final Duration EXACTNESS = Duration.ofMinutes(1);

    private final Database database;
    /** When the last use of each token was written. */
    private final Map<TokenHash, Instant> written = new ConcurrentHashMap<>();

    /** Creates them in the database, which the caller closes. */
    public SqlTokens(Database database) {
        this.database = database;
    }

    @Override
    public boolean add(TokenHash hash, Token token) {
        // if somebody else adds one with this name at the same time, this is a race, and retried
        return database.changePage(connection -> {
            var statements = new Statements(connection);
            if (statements
                    .first(SqlTokens::token, FIND + "WHERE name = ?", token.name())
                    .isPresent()) {
                return false;
            }
            return statements.write(INSERT, parameters(hash, token)) == 1;
        });
    }

    private static @Nullable Object[] parameters(TokenHash hash, Token token) {
        return new @Nullable Object[] {
            hash.hex(),
            token.name(),
            token.scopes().stream().sorted().map(Scope::word).collect(joining(SEPARATOR)),
            token.by().name(),
            token.by().kind().word(),
            Statements.timestamp(token.issued()),
            token.expires().map(Statements::timestamp).orElse(null),
            token.used().map(Statements::timestamp).orElse(null)
        };
    }

    @Override
    public Optional<Token> find(TokenHash hash) {
        return database.query(
                connection -> new Statements(connection).first(SqlTokens::token, FIND + "WHERE hash = ?", hash.hex()));
    }

    @Override
    public List<Token> all() {
        return database.query(connection -> new Statements(connection).all(SqlTokens::token, FIND + "ORDER BY name"));
    }

    private static Token token(ResultSet row) throws SQLException {
        return new Token(
                row.getString(1),
                scopes(row.getString(2)),
                Statements.actor(row, 3, 4),
                Statements.instant(row, 5).orElseThrow(),
                Statements.instant(row, 6),
                Statements.instant(row, 7));
    }

    private static Set<Scope> scopes(String words) {
        return Stream.of(words.split(SEPARATOR))
                .flatMap(word -> Scope.of(word).stream())
                .collect(toSet());
    }

    @Override
    public boolean remove(String name) {
        return database.changePage(
                connection -> new Statements(connection).write("DELETE FROM tokens WHERE name = ?", name) == 1);
    }

    @Override
    public void use(TokenHash hash, Instant at) {
        if (isWorthWriting(hash, at)) {
            write(hash, at);
        }
    }

    /** Returns true to one caller a minute, so that requests don't all write the same. */
    private boolean isWorthWriting(TokenHash hash, Instant at) {
        Instant before = written.putIfAbsent(hash, at);
        return before == null || (before.plus(EXACTNESS).isBefore(at) && written.replace(hash, before, at));
    }

    private void write(TokenHash hash, Instant at) {
        database.change(db -> db.createUpdate("UPDATE tokens SET used = ? WHERE hash = ?")
                .addParam(Statements.timestamp(at))
                .addParam(hash.hex())
                .execute());
    }
}
