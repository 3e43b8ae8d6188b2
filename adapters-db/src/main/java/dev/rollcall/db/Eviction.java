package dev.rollcall.db;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;

/**
 * Evicts broken connections that Hikari doesn't recognise by their SQL state: those of H2, which has states of its own, and those to a
 * PostgreSQL that became read-only, since another server may have taken over.
 */
final class Eviction implements SQLExceptionOverride {
    private static final String READ_ONLY_TRANSACTION = "25006";

    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
        boolean mustEvict = failure instanceof SQLNonTransientConnectionException
                || READ_ONLY_TRANSACTION.equals(failure.getSQLState());
        return mustEvict ? SQLExceptionOverride.Override.MUST_EVICT : SQLExceptionOverride.Override.CONTINUE_EVICT;
    }
}
