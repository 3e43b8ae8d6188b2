package dev.rollcall.domain.contract;

import dev.rollcall.domain.directory.Directory;

/**
 * The contract of {@link Directory} as tests. An adapter's test implements {@link #directory()} and inherits them all;
 * they need a directory that is empty at the start of each test, JUnit and AssertJ.
 *
 * <p>They are grouped by topic: finding and changing users, preconditions, pages and their order, searches, many users at
 * once, the history, and concurrent changes.
 */
public interface DirectoryContract
        extends DirectoryChanges,
                DirectoryPreconditions,
                DirectoryPages,
                DirectorySearches,
                DirectoryBatches,
                DirectoryHistory,
                DirectoryRaces {}
