package dev.rollcall.domain.directory;

/**
 * What every {@link Directory} promises, as tests. An adapter's test implements {@link #directory()} and inherits them all;
 * they need a directory that is empty when a test begins, JUnit and AssertJ.
 *
 * <p>They are grouped by what is promised: finding and changing users, the preconditions of a change, pages and their order,
 * searches, many users at once, the history, and changes that are made at once.
 */
public interface DirectoryContract
        extends DirectoryChanges,
                DirectoryPreconditions,
                DirectoryPages,
                DirectorySearches,
                DirectoryBatches,
                DirectoryHistory,
                DirectoryRaces {}
