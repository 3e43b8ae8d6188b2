package dev.rollcall.domain.run;

/**
 * A unit of work of a run: it is done as a whole or not at all.
 *
 * @param run the number of the run
 * @param number its number within the run, from 1
 * @param part what it is about
 */
public record RunPage(long run, int number, Part part) {
    /** The maximum number of users of one page. */
    public static final int MAX_USERS = 1000;
}
