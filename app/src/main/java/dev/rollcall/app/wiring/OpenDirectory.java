package dev.rollcall.app.wiring;

import dev.rollcall.app.settings.Settings;
import dev.rollcall.db.Database;
import dev.rollcall.db.SqlDirectory;
import dev.rollcall.db.SqlTokens;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.access.TokenRegistry;
import dev.rollcall.domain.directory.Registrar;
import java.security.SecureRandom;
import java.time.Clock;

/** The directory, for commands that need no remote. */
public final class OpenDirectory implements AutoCloseable {
    private final Database database;
    private final Registrar registrar;
    private final TokenRegistry tokens;
    private final UserFields fields;

    private OpenDirectory(Database database, UserFields fields) {
        this.database = database;
        this.fields = fields;
        this.tokens = tokens(database);
        this.registrar = new Registrar(new SqlDirectory(database), Clock.systemUTC());
    }

    /**
     * Opens the directory.
     *
     * @throws dev.rollcall.domain.directory.DirectoryUnavailable if its database can't be opened, for example
     *     because another process has its file open
     */
    public static OpenDirectory of(Settings settings) {
        return new OpenDirectory(
                Database.open(settings.database().address()),
                settings.directory().fields());
    }

    /** Returns the use cases of the directory. */
    public Registrar registrar() {
        return registrar;
    }

    /** Returns the use cases of the tokens by which programs prove who they are. */
    public TokenRegistry tokens() {
        return tokens;
    }

    /** Returns those of a database, which the caller closes. */
    static TokenRegistry tokens(Database database) {
        return new TokenRegistry(new SqlTokens(database), new SecureRandom(), Clock.systemUTC());
    }

    /** Returns the fields of its users. */
    public UserFields fields() {
        return fields;
    }

    @Override
    public void close() {
        database.close();
    }
}
