package dev.rollcall.db;

import dev.rollcall.domain.directory.Directory;
import org.junit.jupiter.api.AfterEach;

class PostgresRunsTest implements SqlRunsContract {
    private final Database database = Database.open(PostgresServer.emptySchema());
    private final SqlRuns runs = new SqlRuns(database);
    private final SqlDirectory directory = new SqlDirectory(database);

    @Override
    public SqlRuns runs() {
        return runs;
    }

    @Override
    public Directory directory() {
        return directory;
    }

    @AfterEach
    void close() {
        database.close();
    }
}
