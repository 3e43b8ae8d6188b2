package dev.rollcall.db;

import dev.rollcall.domain.contract.RunsContract;

/**
 * The contract of {@link SqlRuns}. It tests the tables in {@code dev.rollcall.db.run}, their statements and the mapping of rows, too: {@code
 * RunTable}, {@code PageTable}, {@code LineTable}, {@code LineLists}, {@code LineColumns} and {@code SightingTable}; and how a {@code PageEnd} uses {@code
 * Statements} and {@link UserChanges}.
 */
interface SqlRunsContract extends RunsContract {
    @Override
    SqlRuns runs();
}
