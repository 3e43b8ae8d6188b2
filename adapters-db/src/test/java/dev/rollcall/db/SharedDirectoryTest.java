package dev.rollcall.db;

import dev.rollcall.domain.Directory;
import dev.rollcall.domain.DirectoryContract;
import org.junit.jupiter.api.AfterEach;

/** Readers who share loads find what those find who load alone. */
class SharedDirectoryTest implements DirectoryContract {
    private final Database database = Database.open(PostgresServer.emptySchema());
    private final Directory directory = new SharedReads(new SqlDirectory(database));

    @Override
    public Directory directory() {
        return directory;
    }

    @AfterEach
    void close() {
        database.close();
    }
}
