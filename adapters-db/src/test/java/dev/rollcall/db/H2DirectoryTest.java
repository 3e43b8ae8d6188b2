package dev.rollcall.db;

import dev.rollcall.domain.Directory;
import dev.rollcall.domain.DirectoryContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class H2DirectoryTest implements DirectoryContract {
    private final Database database;
    private final Directory directory;

    H2DirectoryTest(@TempDir Path folder) {
        database = Database.open(new DatabaseAddress("jdbc:h2:file:" + folder.resolve("rollcall"), "", "", 4));
        directory = new SqlDirectory(database);
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
