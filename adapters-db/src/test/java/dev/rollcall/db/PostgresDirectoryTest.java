package dev.rollcall.db;

import dev.rollcall.domain.Directory;
import dev.rollcall.domain.DirectoryContract;
import org.junit.jupiter.api.AfterEach;

class PostgresDirectoryTest implements DirectoryContract {
    private final Database database = Database.open(PostgresServer.emptySchema());
    private final Directory directory = new SqlDirectory(database);

    @Override
    public Directory directory() {
        return directory;
    }

    @AfterEach
    void close() {
        database.close();
    }
}
