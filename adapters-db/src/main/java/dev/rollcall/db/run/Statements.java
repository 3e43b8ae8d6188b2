package dev.rollcall.db.run;

import dev.rollcall.domain.directory.Actor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements in the transaction of a connection, with their parameters. For one thread. */
public final class Statements {
    /** A table with one column, of the ids in a parameter, an array. H2 would compare each row that {@code = ANY (?)} finds with all ids. */
    public static final String SOUGHT = "UNNEST(CAST(? AS VARCHAR ARRAY)) AS sought (id)";

    private final Connection connection;

    /** Creates it. */
    public Statements(Connection connection) {
        this.connection = connection;
    }

    /** Reads a row. */
    @FunctionalInterface
    public interface Reading<T> {
        /** Reads the row at which the result is. */
        T of(ResultSet row) throws SQLException;
    }

    /** Returns what a query finds. */
    public <T> List<T> all(Reading<T> reading, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, Arrays.asList(parameters));
            try (ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(reading.of(rows));
                }
                return found;
            }
        }
    }

    /** Returns the first of what a query finds. */
    public <T> Optional<T> first(Reading<T> reading, String sql, Object... parameters) throws SQLException {
        return all(reading, sql, parameters).stream().findFirst();
    }

    private static void set(PreparedStatement statement, List<? extends @Nullable Object> parameters)
            throws SQLException {
        int index = 1;
        for (Object parameter : parameters) {
            statement.setObject(index++, parameter);
        }
    }

    /** Runs a statement, and returns the number of rows that it wrote. */
    public int write(String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, Arrays.asList(parameters));
            return statement.executeUpdate();
        }
    }

    /** Inserts one row for each list of parameters. */
    void insert(String sql, List<? extends List<? extends @Nullable Object>> rows) throws SQLException {
        batch(sql, rows);
    }

    /**
     * Changes or removes one row for each list of parameters.
     *
     * @throws SQLException if that is another number of rows, as well
     */
    void change(String sql, List<? extends List<? extends @Nullable Object>> rows) throws SQLException {
        for (int written : batch(sql, rows)) {
            requireCount(1, written);
        }
    }

    private int[] batch(String sql, List<? extends List<? extends @Nullable Object>> rows) throws SQLException {
        if (rows.isEmpty()) {
            return new int[0];
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (List<? extends @Nullable Object> row : rows) {
                set(statement, row);
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }

    /**
     * Ensures that as many rows were written as were meant to be.
     *
     * @throws SQLException if not
     */
    static void requireCount(long expected, long written) throws SQLException {
        if (written != expected) {
            throw new SQLNonTransientException("the database wrote %s rows instead of %s".formatted(written, expected));
        }
    }

    /** Returns the parameter for an instant, in microseconds. */
    public static OffsetDateTime timestamp(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    /** Returns the instant in a column; empty if the column is null. */
    public static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    /** Returns the actor whose name and kind are in two columns. */
    public static Actor actor(ResultSet row, int name, int kind) throws SQLException {
        return new Actor(Actor.Kind.of(row.getString(kind)).orElse(Actor.Kind.UNKNOWN), row.getString(name));
    }

    /** Returns the number in a column; empty if the column is null. */
    static Optional<Long> number(ResultSet row, int column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(number);
    }
}
