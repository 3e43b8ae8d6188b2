package dev.rollcall.db.run;

import dev.rollcall.domain.run.Part;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunPage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** A run that nobody else changes until the transaction of a connection ends. For one thread. */
public final class LockedRun {
    private final RunTable runs;
    private final PageTable pages;
    private final Run run;

    private LockedRun(Connection connection, Run run) {
        this.runs = new RunTable(connection);
        this.pages = new PageTable(connection);
        this.run = run;
    }

    /** Locks a run; empty if it hasn't this version. */
    public static Optional<LockedRun> of(Connection connection, long run, long version) throws SQLException {
        var runs = new RunTable(connection);
        return runs.lock(run, version)
                ? runs.find(run).map(found -> new LockedRun(connection, found))
                : Optional.empty();
    }

    /** Returns it as it is in the database. */
    public Run run() {
        return run;
    }

    /** Returns whether any of its pages is open. */
    boolean hasOpenPages() throws SQLException {
        return pages.hasOpen(run.id(), run.version());
    }

    /**
     * Writes how far it is, and opens pages. If it comes into another version, all that are open before are given up.
     *
     * @return the pages that it opened
     */
    public List<RunPage> become(Run next, List<Part> parts) throws SQLException {
        int before = runs.pages(run.id());
        runs.update(next, run.version(), before + parts.size());
        return pages.open(run.id(), next.version(), before + 1, parts);
    }
}
