package dev.rollcall.db;

import dev.rollcall.db.file.OneWriter;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;

/**
 * Keeps the file of an embedded database small: H2 appends each commit, and compacts in the background only if commits may be late. Without
 * compaction, a large import leaves ten times as much garbage as data. Safe for use by many threads.
 */
final class Compaction {
    private static final System.Logger LOG = System.getLogger(Compaction.class.getName());
    /** How much the file must have grown, in bytes, beyond twice its length after the last compaction. */
    private static final long WORTHWHILE = 64L << 20;
    /** After how long compaction ends, in milliseconds: after one pass, since other changes wait, for a second if much was changed. */
    private static final int BUDGET = 1;

    private final DatabaseFile file;
    private final AtomicBoolean isRunning = new AtomicBoolean();
    /** The length of the file after the last compaction. */
    private volatile long compacted;

    Compaction(DatabaseFile file) {
        this.file = file;
        this.compacted = length();
    }

    private long length() {
        try {
            return Files.size(file.path());
        } catch (IOException e) {
            return 0; // it is somewhere else, under another file system of H2
        }
    }

    /** Compacts the file if it has grown much, on a connection of its own. */
    void runIfGrown(Pool pool, OneWriter writer) {
        if (length() < 2 * compacted + WORTHWHILE || file.isShortOfSpace() || !isRunning.compareAndSet(false, true)) {
            return;
        }
        try {
            writer.write(Pool.PATIENCE, () -> pool.lend(Compaction::run));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the database file can't be compacted", e); // what was committed is safe
        } finally {
            compacted = length();
            isRunning.set(false);
        }
    }

    private static boolean run(Connection connection) throws SQLException {
        var session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        MVStore store = session.getDatabase().getStore().getMvStore();
        int retention = store.getRetentionTime();
        boolean isReusing = store.isSpaceReused();
        store.setReuseSpace(true); // which compaction is for
        try {
            store.compactFile(BUDGET);
        } finally {
            store.setReuseSpace(isReusing);
            // compaction sets it to 0, with which a power failure may destroy the file
            store.setRetentionTime(retention);
        }
        return true;
    }
}
