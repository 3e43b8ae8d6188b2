package dev.rollcall.domain.contract;

import dev.rollcall.domain.run.Runs;

/**
 * The contract of {@link Runs} as tests. An adapter's test implements {@link #runs()} and {@link #directory()} and inherits them all; they
 * need runs and a directory that are empty at the start of each test, JUnit and AssertJ.
 *
 * <p>They are grouped by topic: the states of runs, pages and how the calling ends, lines and what is remembered of users, applying a plan,
 * races, and what is forgotten.
 */
public interface RunsContract extends RunsStates, RunsPages, RunsLines, RunsApplication, RunsRaces, RunsForgetting {}
