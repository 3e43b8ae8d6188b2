package dev.rollcall.app.wiring;

import dev.rollcall.app.settings.Settings;
import dev.rollcall.db.Database;
import dev.rollcall.db.SqlDirectory;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.directory.Registrar;
import java.time.Clock;

/** The directory, for commands that need no remote. */
public final class OpenDirectory implements AutoCloseable {
    private final Database database;
    private final Registrar registrar;
    private final UserFields fields;

    private OpenDirectory(Database database, UserFields fields) {
        this.database = database;
        this.fields = fields;
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

    /** Returns the fields of its users. */
    public UserFields fields() {
        return fields;
    }

    @Override
    public void close() {
        database.close();
    }
}
