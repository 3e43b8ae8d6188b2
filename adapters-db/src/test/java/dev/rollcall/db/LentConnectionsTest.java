package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LentConnectionsTest {
    private final Database database =
            Database.open(new DatabaseAddress("jdbc:h2:mem:lent;DB_CLOSE_DELAY=0", "", "", 2));
    private final DataSource connections = database.connections();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_connection_counts_as_lent_until_it_is_closed_and_not_twice() throws SQLException {
        Connection connection = connections.getConnection();
        assertThat(database.pool().lendable()).isOne();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM users")) {
            assertThat(row.next()).isTrue();
        }
        connection.close();
        connection.close();
        assertThat(database.pool().lendable()).isEqualTo(2);
    }

    @Test
    void a_failure_is_the_drivers_own() throws SQLException {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("SELECT nothing FROM nowhere"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("NOWHERE");
            assertThatThrownBy(() -> connection.prepareStatement("SELECT FROM WHERE"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void nobody_chooses_another_user_or_looks_inside() {
        assertThatThrownBy(() -> connections.getConnection("sa", ""))
                .isInstanceOf(SQLFeatureNotSupportedException.class);
        assertThatThrownBy(() -> connections.unwrap(String.class)).isInstanceOf(SQLFeatureNotSupportedException.class);
        assertThatThrownBy(connections::getLogWriter).isInstanceOf(SQLFeatureNotSupportedException.class);
        assertThatThrownBy(() -> connections.setLoginTimeout(1)).isInstanceOf(SQLFeatureNotSupportedException.class);
    }
}
