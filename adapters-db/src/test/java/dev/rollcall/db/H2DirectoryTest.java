package dev.rollcall.db;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class H2DirectoryTest implements SqlDirectoryContract {
    private final Database database;
    private final SqlDirectory directory;

    H2DirectoryTest(@TempDir Path folder) {
        database = Database.open(new DatabaseAddress("jdbc:h2:file:" + folder.resolve("rollcall"), "", "", 4));
        directory = new SqlDirectory(database);
    }

    @Override
    public SqlDirectory directory() {
        return directory;
    }

    @AfterEach
    void close() {
        database.close();
    }
}
