/**
 * The roll call: which of the users of a roster another system knows.
 *
 * <p>The port {@link dev.rollcall.domain.rollcall.RemoteUsers} is where to begin: an interface that a client of the other system
 * implements. A roll call reports; it changes nothing.
 */
@NullMarked
package dev.rollcall.domain.rollcall;

import org.jspecify.annotations.NullMarked;
