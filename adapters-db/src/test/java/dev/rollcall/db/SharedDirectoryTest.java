package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.contract.DirectoryContract;
import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.directory.Query;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shared reads on PostgreSQL find the same as direct ones. */
class SharedDirectoryTest implements DirectoryContract {
    private final DatabaseAddress address = PostgresServer.emptySchema();
    private final Database database = Database.open(address);
    private final Directory directory = new SharedReads(new SqlDirectory(database));

    @Override
    public Directory directory() {
        return directory;
    }

    @Test
    void a_page_that_was_read_before_shows_what_another_instance_changed() {
        Query query = Query.first(10);
        try (var otherDatabase = Database.open(address)) {
            var other = new SharedReads(new SqlDirectory(otherDatabase));
            for (int i = 0; i < 100; i++) {
                var user = new User(new UserId("7"), "name " + i, "");
                other.save(user, Precondition.none(), Addresses.TESTER);
                assertThat(directory.page(query).entries())
                        .extracting(Entry::user)
                        .containsExactly(user);
                assertThat(directory.page(query)).isEqualTo(other.page(query));
            }
        }
    }

    @Test
    void the_database_has_another_stamp_after_each_change_and_the_same_one_otherwise() {
        var sql = new SqlDirectory(database);
        Optional<String> before = sql.stamp();
        assertThat(before).isPresent();
        directory.save(new User(new UserId("7"), "", ""), Precondition.none(), Addresses.TESTER);
        Optional<String> after = sql.stamp();
        assertThat(after).isNotEqualTo(before);

        // the server's own maintenance commits now and then
        Optional<String> now = sql.stamp();
        while (!now.equals(after)) {
            after = now;
            now = sql.stamp();
        }
    }

    @AfterEach
    void close() {
        database.close();
    }
}
