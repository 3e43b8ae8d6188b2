package dev.rollcall.db.run;

import static java.util.Comparator.comparing;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.reconciliation.Sightings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of what runs have seen of users, in the transaction of a connection. For one thread. */
public final class SightingTable {
    /** The name of the table. */
    public static final String NAME = "sightings";
    /** Its columns; the first one is the primary key. */
    public static final List<String> COLUMNS =
            List.of("id", "present", "absences", "first_absent", "last_absent", "deactivated");

    private static final String FIND = "SELECT sightings.%s FROM %s JOIN sightings ON sightings.id = sought.id"
            .formatted(String.join(", ", COLUMNS), Statements.SOUGHT);

    private static final String STRANGERS = "SELECT sightings.id FROM sightings"
            + " WHERE (sightings.present IS NULL OR sightings.present < ?)"
            + " AND (sightings.last_absent IS NULL OR sightings.last_absent < ?)"
            + " AND NOT EXISTS (SELECT 1 FROM users WHERE users.id = sightings.id) LIMIT ?";

    private final Connection connection;
    private final Statements statements;

    private record Row(UserId id, Sightings sightings) {}

    /** Creates it. */
    public SightingTable(Connection connection) {
        this.connection = connection;
        this.statements = new Statements(connection);
    }

    /** Returns those of the users of whom something is known. */
    public Map<UserId, Sightings> find(Collection<UserId> ids) throws SQLException {
        var all = connection.createArrayOf(
                "VARCHAR", ids.stream().map(UserId::value).toArray());
        Map<UserId, Sightings> found = new HashMap<>();
        statements.all(SightingTable::row, FIND, all).forEach(row -> found.put(row.id(), row.sightings()));
        return found;
    }

    private static Row row(ResultSet row) throws SQLException {
        var sightings = new Sightings(
                Statements.instant(row, 2),
                row.getInt(3),
                Statements.instant(row, 4),
                Statements.instant(row, 5),
                Statements.instant(row, 6));
        return new Row(new UserId(row.getString(1)), sightings);
    }

    /**
     * Writes sightings, by id to prevent deadlocks.
     *
     * @param upsert the statement that inserts or replaces a row; its parameters are the {@link #COLUMNS}
     */
    public void put(String upsert, Map<UserId, Sightings> sightings) throws SQLException {
        List<List<@Nullable Object>> rows = sightings.entrySet().stream()
                .sorted(comparing(seen -> seen.getKey().value()))
                .map(seen -> parameters(seen.getKey(), seen.getValue()))
                .toList();
        statements.insert(upsert, rows);
    }

    private static List<@Nullable Object> parameters(UserId id, Sightings seen) {
        return Arrays.asList(
                id.value(),
                timestamp(seen.present()),
                seen.absences(),
                timestamp(seen.firstAbsent()),
                timestamp(seen.lastAbsent()),
                timestamp(seen.deactivated()));
    }

    private static @Nullable OffsetDateTime timestamp(Optional<Instant> at) {
        return at.map(Statements::timestamp).orElse(null);
    }

    /** Returns users who aren't in the directory, and of whom no answer is younger than an instant. */
    public List<UserId> strangers(Instant before, int limit) throws SQLException {
        OffsetDateTime bound = Statements.timestamp(before);
        return statements.all(row -> new UserId(row.getString(1)), STRANGERS, bound, bound, limit);
    }

    /** Forgets what was seen of users. */
    public void remove(Collection<UserId> ids) throws SQLException {
        if (!ids.isEmpty()) {
            var all = connection.createArrayOf(
                    "VARCHAR", ids.stream().map(UserId::value).sorted().toArray());
            statements.write("DELETE FROM sightings WHERE id = ANY (?)", all);
        }
    }
}
