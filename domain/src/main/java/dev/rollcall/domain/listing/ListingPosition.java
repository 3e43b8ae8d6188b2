package dev.rollcall.domain.listing;

import java.util.Optional;

/**
 * How far a walk through a listing is: where the next page begins, and what it takes to notice that a listing goes in circles.
 *
 * @param cursor where the next page begins; empty at the beginning
 * @param pages the number of pages before it
 * @param repeated how many of the last pages, in a row, had users but nobody new
 * @param landmark a cursor from before: that of the last page whose number is a power of two (Brent 1980)
 */
public record ListingPosition(Optional<String> cursor, long pages, int repeated, Optional<String> landmark) {
    /** The beginning. */
    public static final ListingPosition BEGINNING = at(Optional.empty());

    /** How many pages in a row may have users, but nobody new: pages overlap, but a listing that repeats itself never ends. */
    private static final int MOST_REPEATED = 10;

    /** Returns the position of a walk that begins at a cursor; empty for the beginning. */
    public static ListingPosition at(Optional<String> cursor) {
        return new ListingPosition(cursor, 0, 0, Optional.empty());
    }

    /**
     * Returns the position behind a page.
     *
     * @param page the page at this position
     * @param fresh how many of its users weren't listed before
     * @throws ListingFailure if the listing goes in circles
     */
    public ListingPosition behind(ListedPage page, int fresh) throws ListingFailure {
        int next = fresh == 0 && !page.users().isEmpty() ? repeated + 1 : 0;
        boolean isCircle = page.next().isPresent() && page.next().equals(landmark);
        if (isCircle || next > MOST_REPEATED) {
            throw new ListingFailure(
                    "the listing goes in circles: after %s pages, the same come again".formatted(pages + 1));
        }
        boolean isPowerOfTwo = Long.bitCount(pages + 1) == 1;
        return new ListingPosition(page.next(), pages + 1, next, isPowerOfTwo ? page.next() : landmark);
    }
}
