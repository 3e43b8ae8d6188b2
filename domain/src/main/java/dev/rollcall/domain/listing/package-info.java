/**
 * The listing: which users another system says it has. It proves presence, never absence.
 *
 * <p>Start with {@link dev.rollcall.domain.listing.RemoteListing}, the port that a client of the other system implements, and {@link
 * dev.rollcall.domain.listing.ListingWalk}, which reads all of it.
 */
@NullMarked
package dev.rollcall.domain.listing;

import org.jspecify.annotations.NullMarked;
