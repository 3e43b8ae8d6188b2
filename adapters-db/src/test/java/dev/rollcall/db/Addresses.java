package dev.rollcall.db;

import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.Attribution;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** Addresses of empty databases, one of each kind. */
final class Addresses {
    /** The actor of the tests. */
    static final Attribution TESTER = new Attribution(new Actor(Actor.Kind.COMMAND, "tester"), Instant.EPOCH);

    private Addresses() {}

    /** Returns the address of a new H2 database in memory and of a new PostgreSQL schema. */
    static Stream<DatabaseAddress> each() {
        return Stream.of(inMemory(), PostgresServer.emptySchema());
    }

    /** Returns suppliers of new addresses, one of each kind, for tests that need a database each. */
    static Stream<Named<Supplier<DatabaseAddress>>> kinds() {
        return Stream.of(Named.of("H2", Addresses::inMemory), Named.of("PostgreSQL", PostgresServer::emptySchema));
    }

    /** Returns the address of a new H2 database, which stays in memory after it is closed. */
    static DatabaseAddress inMemory() {
        return h2("mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
    }

    static DatabaseAddress h2(String place) {
        return new DatabaseAddress("jdbc:h2:" + place, "", "", 2);
    }
}
