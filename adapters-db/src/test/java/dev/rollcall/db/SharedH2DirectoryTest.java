package dev.rollcall.db;

import dev.rollcall.domain.contract.DirectoryContract;
import dev.rollcall.domain.directory.Directory;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Shared reads on H2, the default of the application. */
class SharedH2DirectoryTest implements DirectoryContract {
    private final Database database;
    private final Directory directory;

    SharedH2DirectoryTest(@TempDir Path folder) {
        database = Database.open(new DatabaseAddress("jdbc:h2:file:" + folder.resolve("rollcall"), "", "", 4));
        directory = new SharedReads(new SqlDirectory(database));
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
