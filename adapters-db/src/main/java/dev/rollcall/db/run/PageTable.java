package dev.rollcall.db.run;

import dev.rollcall.db.document.PartDocument;
import dev.rollcall.domain.run.Part;
import dev.rollcall.domain.run.RunPage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table of the pages of runs, in the transaction of a connection. A page is open until it is done, or its run comes into another
 * version. For one thread.
 */
public final class PageTable {
    private static final String OPEN_PAGES = "SELECT run_pages.run, run_pages.number, run_pages.part"
            + " FROM runs JOIN run_pages ON run_pages.run = runs.id AND run_pages.version = runs.version"
            + " WHERE runs.working = 1 AND run_pages.is_open";
    private static final String OPEN = " FROM run_pages WHERE run = ? AND is_open AND version = ?";
    private static final String VERSION = "SELECT version FROM runs WHERE working = 1 AND id = ?";
    private static final String CLOSE =
            "UPDATE run_pages SET is_open = FALSE WHERE run = ? AND number = ? AND is_open AND version = ?";
    private static final String INSERT =
            "INSERT INTO run_pages (run, number, version, is_open, part) VALUES (?, ?, ?, TRUE, ?)";

    private final Statements statements;

    /** Creates it. */
    public PageTable(Connection connection) {
        this.statements = new Statements(connection);
    }

    /** Returns open pages of the run that is being worked on, in the order of their numbers. */
    public List<RunPage> open(int limit) throws SQLException {
        return statements.all(PageTable::page, OPEN_PAGES + " ORDER BY run_pages.number LIMIT ?", limit);
    }

    /** Returns a page while it is open and its run is being worked on; empty if not. */
    public Optional<RunPage> open(long run, int number) throws SQLException {
        return statements.first(
                PageTable::page, OPEN_PAGES + " AND run_pages.run = ? AND run_pages.number = ?", run, number);
    }

    private static RunPage page(ResultSet row) throws SQLException {
        return new RunPage(row.getLong(1), row.getInt(2), PartDocument.read(row.getString(3)));
    }

    /** Returns the version of a run that is being worked on; empty if it isn't. */
    Optional<Long> version(long run) throws SQLException {
        return statements.first(row -> row.getLong(1), VERSION, run);
    }

    /** Returns whether any page is open for a version of a run. */
    boolean hasOpen(long run, long version) throws SQLException {
        return statements
                .first(row -> true, "SELECT number" + OPEN + " LIMIT 1", run, version)
                .isPresent();
    }

    /** Marks a page as done, and locks it until the transaction ends; returns false if it isn't open for this version. */
    boolean close(RunPage page, long version) throws SQLException {
        return statements.write(CLOSE, page.run(), page.number(), version) == 1;
    }

    /** Opens pages, for a version of a run; they are numbered from one on. */
    List<RunPage> open(long run, long version, int number, List<Part> parts) throws SQLException {
        List<RunPage> opened = new ArrayList<>();
        List<List<Object>> rows = new ArrayList<>();
        for (Part part : parts) {
            var page = new RunPage(run, number + opened.size(), part);
            opened.add(page);
            rows.add(List.of(run, page.number(), version, PartDocument.of(part)));
        }
        statements.insert(INSERT, rows);
        return opened;
    }
}
