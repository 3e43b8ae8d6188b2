package dev.rollcall.db;

import dev.rollcall.db.file.OneWriter;
import dev.rollcall.domain.directory.DirectoryUnavailable;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a pool for a library that takes and closes them by itself, in one thread and soon. Each counts as lent until it is closed,
 * and as writing where only one can write at once.
 */
final class LentConnections implements DataSource {
    private static final Duration PATIENCE = Pool.PATIENCE.multipliedBy(10);

    private final Pool pool;
    private final OneWriter writer;

    LentConnections(Pool pool, OneWriter writer) {
        this.pool = pool;
        this.writer = writer;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Pool.Loan loan = borrowed();
        Object proxy = Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        close(loan);
                        return null;
                    }
                    try {
                        return method.invoke(loan.connection(), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return (Connection) proxy;
    }

    private Pool.Loan borrowed() throws SQLException {
        try {
            writer.begin(PATIENCE);
        } catch (DirectoryUnavailable e) {
            throw new SQLTransientConnectionException(e.getMessage(), e);
        }
        try {
            return pool.borrow();
        } catch (SQLException | RuntimeException e) {
            writer.end();
            throw e;
        }
    }

    private void close(Pool.Loan loan) throws SQLException {
        if (loan.isClosed()) {
            return;
        }
        try {
            loan.close();
        } finally {
            writer.end();
        }
    }

    @Override
    public Connection getConnection(@Nullable String username, @Nullable String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the pool has its own user");
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLogWriter(PrintWriter writer) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(LentConnections.class.getPackageName());
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
