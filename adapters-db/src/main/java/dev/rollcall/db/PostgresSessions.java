package dev.rollcall.db;

import com.zaxxer.hikari.util.DriverDataSource;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Connects to PostgreSQL, and limits each statement to 5 seconds, unless server or URL has a limit. Transactions are {@code read
 * committed}, for which the statements are made, whatever the server's default. Safe for use by many threads.
 *
 * <p>If the connection is proven to be a session's own, these are settings of the session. If not, the session may belong to another
 * client of a pooler by the next transaction: then they are settings of each transaction, and statements aren't prepared on the server
 * unless the URL says so, since poolers may mix them up.
 *
 * <p>The proof: PostgreSQL says its process id to the client that cancels statements by it, and {@code pg_backend_pid()} is the same.
 * PgBouncer and its like say a random number, to map it to whichever session the client has then.
 */
final class PostgresSessions implements DataSource {
    private static final String SOCKET_TIMEOUT = "socketTimeout";
    private static final String SETTINGS_OF_TRANSACTION = """
            SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
            SELECT set_config('statement_timeout', '5s', true) WHERE current_setting('statement_timeout') = '0'
            """;
    /** The driver's settings. A server that is frozen accepts connections, but says nothing: the login must end before the callers give up. */
    private static final Map<String, String> SETTINGS = Map.of(
            "ApplicationName",
            "rollcall",
            "tcpKeepAlive",
            "true",
            "reWriteBatchedInserts",
            "true",
            // seconds, for all hosts together
            "connectTimeout",
            "4",
            // milliseconds; after that the driver tries the same host without TLS, unless sslmode forbids it
            "sslResponseTimeout",
            "1000",
            // seconds; of each answer during the login
            SOCKET_TIMEOUT,
            "2");

    /** How long to wait for each answer after the login; longer than a statement may take. */
    private static final Duration ANSWER = Duration.ofSeconds(6);

    private final DataSource source;
    private final boolean choosesPreparing;
    private final boolean choosesTimeout;
    /** Whether a connection wasn't proven to be a session's own. */
    private volatile boolean areShared;

    /** Creates it for a URL, whose settings take precedence. */
    PostgresSessions(String url) {
        source = new DriverDataSource(url, null, settings(url), null, null);
        choosesPreparing = has(url, "prepareThreshold=");
        choosesTimeout = has(url, SOCKET_TIMEOUT + "=");
    }

    private static Properties settings(String url) {
        var settings = new Properties();
        settings.putAll(SETTINGS);
        if (has(url, "targetServerType=primary")) {
            // In the order of the URL, a first host that is silent could leave no time for the others, ever again.
            settings.setProperty("loadBalanceHosts", "true");
        }
        return settings;
    }

    private static boolean has(String url, String setting) {
        return Pattern.compile("[?&]" + setting).matcher(url).find();
    }

    /** Begins the work on a connection that was lent: with a transaction of its own if sessions are shared. */
    void begin(Connection connection) throws SQLException {
        if (areShared) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(SETTINGS_OF_TRANSACTION);
            }
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        return prepared(source.getConnection());
    }

    @Override
    public Connection getConnection(@Nullable String username, @Nullable String password) throws SQLException {
        return prepared(source.getConnection(username, password));
    }

    private Connection prepared(Connection connection) throws SQLException {
        try {
            var session = connection.unwrap(PGConnection.class);
            checkEncoding(session.getParameterStatus("server_encoding"));
            if (!isOwn(connection, session.getBackendPID())) {
                areShared = true;
                if (!choosesPreparing) {
                    session.setPrepareThreshold(0);
                }
            }
            if (!choosesTimeout) {
                connection.setNetworkTimeout(Runnable::run, Math.toIntExact(ANSWER.toMillis()));
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static void checkEncoding(@Nullable String encoding) throws SQLException {
        if (encoding != null && !encoding.equals("UTF8")) {
            throw new SQLNonTransientException("its encoding is %s, but it must be UTF8".formatted(encoding));
        }
    }

    /** Returns whether the session is the connection's own, and sets its settings if so. */
    private static boolean isOwn(Connection connection, int process) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
            SELECT pg_backend_pid(),
                CASE WHEN pg_backend_pid() = %1$s
                    THEN set_config('default_transaction_isolation', 'read committed', false) END,
                CASE WHEN pg_backend_pid() = %1$s AND current_setting('statement_timeout') = '0'
                    THEN set_config('statement_timeout', '5s', false) END
            """.formatted(process))) {
            row.next();
            return row.getInt(1) == process;
        }
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return source.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter writer) throws SQLException {
        source.setLogWriter(writer);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        source.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return source.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(PostgresSessions.class.getPackageName());
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return source.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return source.isWrapperFor(type);
    }
}
