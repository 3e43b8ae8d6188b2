package dev.rollcall.db;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;

/**
 * Decides which connections are evicted after a failure, beyond what Hikari recognises by SQL states: broken ones to H2, which has states of
 * its own, and those to a PostgreSQL that became read-only, since another server may have taken over. A timeout breaks nothing.
 *
 * <p>It also reports when H2 has closed its database by itself, before anything else is done with a connection, and when a server said
 * nothing for longer than a statement may take.
 */
final class Eviction implements SQLExceptionOverride {
    private static final String READ_ONLY_TRANSACTION = "25006";

    private final Runnable whenLost;
    private final Runnable whenSilent;

    Eviction(Runnable whenLost, Runnable whenSilent) {
        this.whenLost = whenLost;
        this.whenSilent = whenSilent;
    }

    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
        if (SqlFailure.isLost(failure)) {
            whenLost.run();
            return SQLExceptionOverride.Override.MUST_EVICT;
        }
        if (SqlFailure.isSilence(failure)) {
            whenSilent.run();
        }
        if (SqlFailure.isTimeout(failure)) {
            return SQLExceptionOverride.Override.DO_NOT_EVICT;
        }
        boolean mustEvict = failure instanceof SQLNonTransientConnectionException
                || READ_ONLY_TRANSACTION.equals(failure.getSQLState());
        return mustEvict ? SQLExceptionOverride.Override.MUST_EVICT : SQLExceptionOverride.Override.CONTINUE_EVICT;
    }
}
