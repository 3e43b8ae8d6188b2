package dev.rollcall.db;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;

/**
 * Which connections are of no use any more, beside those that Hikari knows by the SQL state of their failure: the broken ones of H2,
 * which has states of its own, and those to a PostgreSQL that can't be written to, where another one may have taken over.
 */
final class Eviction implements SQLExceptionOverride {
    private static final String READ_ONLY_TRANSACTION = "25006";

    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
        boolean useless = failure instanceof SQLNonTransientConnectionException
                || READ_ONLY_TRANSACTION.equals(failure.getSQLState());
        return useless ? SQLExceptionOverride.Override.MUST_EVICT : SQLExceptionOverride.Override.CONTINUE_EVICT;
    }
}
