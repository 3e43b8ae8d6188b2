package dev.rollcall.db;

import dev.rollcall.domain.directory.Directory;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class H2RunsTest implements SqlRunsContract {
    private final Database database;
    private final SqlRuns runs;
    private final SqlDirectory directory;

    H2RunsTest(@TempDir Path folder) {
        database = Database.open(new DatabaseAddress("jdbc:h2:file:" + folder.resolve("rollcall"), "", "", 4));
        runs = new SqlRuns(database);
        directory = new SqlDirectory(database);
    }

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
