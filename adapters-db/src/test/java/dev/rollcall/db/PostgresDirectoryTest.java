package dev.rollcall.db;

import org.junit.jupiter.api.AfterEach;

class PostgresDirectoryTest implements SqlDirectoryContract {
    private final Database database = Database.open(PostgresServer.emptySchema());
    private final SqlDirectory directory = new SqlDirectory(database);

    @Override
    public SqlDirectory directory() {
        return directory;
    }

    @AfterEach
    void close() {
        database.close();
    }
}
