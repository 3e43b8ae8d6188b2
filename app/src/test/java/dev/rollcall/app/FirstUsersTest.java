package dev.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.app.settings.Settings;
import dev.rollcall.app.settings.WrongSettings;
import dev.rollcall.app.wiring.Application;
import dev.rollcall.domain.directory.DirectoryUnavailable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample users that an empty embedded database gets at the first start. */
final class FirstUsersTest {
    private String url;

    @BeforeEach
    void place(@TempDir Path folder) {
        url = "jdbc:h2:file:" + folder.resolve("rollcall");
    }

    private void start() throws WrongSettings {
        Application.open(Settings.of(Map.of("server.port", "0", "db.url", url))).close();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int count(String table) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void are_all_there_or_none_is_if_the_start_fails_on_the_way() throws Exception {
        start();
        int all = count("users");
        assertThat(all).isGreaterThan(100);
        execute("DELETE FROM users");
        execute("DELETE FROM user_changes");
        execute("ALTER TABLE users ADD CONSTRAINT broken CHECK (LENGTH(id) < 3)");

        assertThatThrownBy(this::start).isInstanceOf(DirectoryUnavailable.class);
        assertThat(count("users")).isZero();

        execute("ALTER TABLE users DROP CONSTRAINT broken");
        start();
        assertThat(count("users")).isEqualTo(all);
    }
}
