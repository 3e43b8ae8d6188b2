/** The directory on H2 and PostgreSQL, through Helidon DB Client and JDBC. */
module dev.rollcall.db {
    requires transitive dev.rollcall.domain;
    requires io.helidon.dbclient;
    requires io.helidon.dbclient.jdbc;
    requires com.fasterxml.jackson.core;
    requires com.github.benmanes.caffeine;
    requires com.cronutils;
    requires com.github.kagkarlsson.scheduler;
    requires com.h2database;
    requires com.zaxxer.hikari;
    requires transitive java.sql;
    requires org.postgresql.jdbc;
    requires static org.checkerframework.checker.qual;
    requires static org.jspecify;

    exports dev.rollcall.db;
    exports dev.rollcall.db.work;

    opens dev.rollcall.db.file to
            com.h2database;
}
