package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresDirectoryTest implements SqlDirectoryContract {
    private final Database database = Database.open(PostgresServer.emptySchema());
    private final SqlDirectory directory = new SqlDirectory(database);

    @Override
    public SqlDirectory directory() {
        return directory;
    }

    @Test
    void several_pages_are_one_query() {
        assertThat(directory.readsTogether()).isTrue();
    }

    @AfterEach
    void close() {
        database.close();
    }
}
