package dev.rollcall.app;

import dev.rollcall.app.settings.WrongSettings;
import dev.rollcall.app.wiring.Application;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

final class PostgresSystemTest implements SystemContract {
    private static EmbeddedPostgres server;

    private String name = "";

    @BeforeAll
    static void startServer() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @BeforeEach
    void createDatabase() throws Exception {
        name = "test_" + System.nanoTime();
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
    }

    @Override
    public Map<String, String> database() {
        return Map.of("db.url", server.getJdbcUrl("postgres", name), "db.username", "postgres", "db.pool", "4");
    }

    @Override
    public Application beside(Application application) throws WrongSettings {
        return start();
    }
}
