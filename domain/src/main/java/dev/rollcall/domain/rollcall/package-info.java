/**
 * The roll call: which of the users of a roster another system knows.
 *
 * <p>Start with {@link dev.rollcall.domain.rollcall.RemoteUsers}, the port that a client of the other system implements. A roll call
 * reports; it changes nothing.
 */
@NullMarked
package dev.rollcall.domain.rollcall;

import org.jspecify.annotations.NullMarked;
