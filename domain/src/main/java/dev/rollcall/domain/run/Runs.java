package dev.rollcall.domain.run;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Place;
import dev.rollcall.domain.reconciliation.LineCounts;
import dev.rollcall.domain.reconciliation.Sightings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A port: where runs are kept, in the database of the directory.
 *
 * <p>Implementations are thread-safe, and safe for use by many processes at once. Each method is one transaction: when it returns, its
 * changes are durable and visible to every later read, from whichever thread or instance; if it throws, it changed nothing, or everything.
 * Every method blocks until the database answered, and throws {@link dev.rollcall.domain.directory.DirectoryUnavailable} if it can't be asked.
 *
 * <p>{@code RunsContract} in this module's jar {@code contracts} tests an implementation.
 */
public interface Runs {
    /**
     * Begins a run, unless another one is {@linkplain RunState#isWorking being worked on}.
     *
     * @param tally what it has come to: nothing yet
     * @param first its first pages, at least one
     */
    Start begin(RunOrder order, Act begin, RunTally tally, List<Part> first);

    /** What became of beginning a run, or of a decision. */
    sealed interface Start {
        /**
         * It is done.
         *
         * @param run as it is now
         * @param pages its pages that became open
         */
        record Done(Run run, List<RunPage> pages) implements Start {
            /** Copies the list. */
            public Done {
                pages = List.copyOf(pages);
            }
        }

        /** Nothing was done, since this other run is being worked on. */
        record Busy(Run other) implements Start {}

        /** Nothing was done, since the run has another version or state: this one. */
        record Overtaken(Run run) implements Start {}
    }

    /** Returns the run; empty if there is none with this number. */
    Optional<Run> find(long id);

    /**
     * Returns runs, latest first.
     *
     * @param state only runs in this state; empty for all
     * @param before only runs with a smaller number; empty for the latest ones
     * @param limit the maximum number, at least 1
     */
    List<Run> page(Optional<RunState> state, OptionalLong before, int limit);

    /** Returns open pages of the run that is being worked on, in the order of their numbers; none if there is no such run. */
    List<RunPage> openPages(int limit);

    /** Returns a page while it is open and its run is being worked on; empty if not. */
    Optional<RunPage> openPage(long run, int number);

    /** Returns those of the users, at most {@value RunPage#MAX_USERS}, who have a line in the run. */
    Set<UserId> withLine(long run, Set<UserId> ids);

    /** Returns what runs have seen of these users, at most {@value RunPage#MAX_USERS}; those of whom nothing is known are left out. */
    Map<UserId, Sightings> sightings(Set<UserId> ids);

    /** Returns lines of a run in the order of ids; none if there is no such run. */
    List<RunLine> lines(long run, LineQuery query);

    /** Returns the line of a user; empty if the run has none. */
    Optional<RunLine> line(long run, UserId id);

    /** Returns the lines of a run whose users aren't present, in the order of ids, as {@link LineQuery} says. */
    List<RunLine> unseen(long run, Optional<Place> after, int limit);

    /** Returns the users who changed since their lines were planned, in the order of ids. */
    List<UserId> drifted(long run, int limit);

    /**
     * Ends a page of a run that is calling: writes what was found, marks the page as done, and opens the next pages. If no page of the run is
     * open any more then, it opens a {@link Part.Settling}.
     *
     * @return the pages that became open; empty if the page wasn't open any more, so that nothing was done
     */
    Optional<List<RunPage>> called(RunPage page, Called found);

    /**
     * What was found on a page.
     *
     * @param lines its lines; none of their users has a line yet
     * @param counts what they come to
     * @param sightings what is to be remembered of users
     * @param canariesHeld whether the canaries that were asked, if any were, answered as they should
     * @param warnings what a person should know; those that the run has already are left out
     * @param next the pages to open
     */
    record Called(
            List<RunLine> lines,
            LineCounts counts,
            Map<UserId, Sightings> sightings,
            boolean canariesHeld,
            List<String> warnings,
            List<Part> next) {
        /** Copies the collections. */
        public Called {
            lines = List.copyOf(lines);
            sightings = Map.copyOf(sightings);
            warnings = List.copyOf(warnings);
            next = List.copyOf(next);
        }

        /** Nothing was found but what is to be done next. */
        public static Called only(List<Part> next) {
            return new Called(List.of(), LineCounts.NONE, Map.of(), true, List.of(), next);
        }

        /** Returns the same with a warning. */
        public Called warning(String sentence) {
            return new Called(lines, counts, sightings, canariesHeld, List.of(sentence), next);
        }
    }

    /**
     * Ends a {@link Part.Settling}, and with the last one the calling.
     *
     * @return the pages that became open; empty if the page wasn't open any more, so that nothing was done
     */
    Optional<List<RunPage>> settled(RunPage page, Settled result);

    /**
     * What became of absences.
     *
     * @param lines lines whose kind, state and note change
     * @param counts how the counts change by that
     * @param sightings what is to be remembered of users
     * @param acts the states that the run comes into, one after the other; none if it goes on
     * @param reasons why
     * @param next the page to open; empty if none
     */
    record Settled(
            List<RunLine> lines,
            LineCounts counts,
            Map<UserId, Sightings> sightings,
            List<Act> acts,
            List<String> reasons,
            Optional<Part> next) {
        /** Copies the collections. */
        public Settled {
            lines = List.copyOf(lines);
            sightings = Map.copyOf(sightings);
            acts = List.copyOf(acts);
            reasons = List.copyOf(reasons);
        }

        /** Creates it for a run that goes on. */
        public Settled(List<RunLine> lines, LineCounts counts, Map<UserId, Sightings> sightings) {
            this(lines, counts, sightings, List.of(), List.of(), Optional.empty());
        }

        Settled next(Part part) {
            return new Settled(lines, counts, sightings, acts, reasons, Optional.of(part));
        }

        Settled ending(List<Act> into, List<String> why) {
            return new Settled(lines, counts, sightings, into, why, next);
        }
    }

    /**
     * Ends a {@link Part.Applying}: does what the lines say, each unless the user has {@linkplain RunLine#appliedTo changed}, and records
     * these changes in the history.
     *
     * @param lines those of the page, all planned
     * @param by who applies them
     * @param next the page to open; empty if this was the last one, so that the run is applied
     * @return the pages that became open; empty if the page wasn't open any more, so that nothing was done
     */
    Optional<List<RunPage>> applied(RunPage page, List<RunLine> lines, Attribution by, Optional<Part> next);

    /**
     * Brings a run into another state.
     *
     * @param version the version that it must have
     * @param act the next state, and who brings it there
     * @param next the pages to open. All that are open now are given up
     * @return {@link Start.Busy} if the next state is {@linkplain RunState#isWorking worked on} and another run is, too
     */
    Start move(long run, long version, Act act, List<Part> next);

    /** Ends a run that can't go on. Does nothing if it isn't being worked on any more. */
    void fail(long run, Act failure, String reason);

    /** What remains of a run that ended a while ago. */
    enum Remains {
        /** All but the lines of users who are the same on both sides. */
        DIFFERENCES("The lines of users who are the same on both sides were forgotten."),
        /** The lines that were applied, as long as the history names them; of a run without such lines, nothing. */
        CHANGES("All lines but those that were applied were forgotten.");

        private final String warning;

        Remains(String warning) {
            this.warning = warning;
        }

        /** Returns the warnings of a run of which this remains: those that it has, and what was forgotten. */
        public List<String> warnings(List<String> others) {
            return Stream.concat(others.stream().filter(other -> !isAboutRemains(other)), Stream.of(warning))
                    .toList();
        }

        private static boolean isAboutRemains(String sentence) {
            return Stream.of(values()).anyMatch(remains -> remains.warning.equals(sentence));
        }
    }

    /**
     * Forgets lines of the earliest run that came to its {@linkplain RunState#isEnd end} before an instant and of which more than that remains.
     *
     * @param limit the most lines to forget, at least 1
     * @return whether there was such a run; others may follow, or more of this one
     */
    boolean forget(Remains remains, Instant before, int limit);

    /**
     * Forgets what runs have seen of users who aren't in the directory, if no answer about them is younger than an instant.
     *
     * @param limit the most users to forget, at least 1
     * @return how many it forgot
     */
    int forgetSightings(Instant before, int limit);
}
