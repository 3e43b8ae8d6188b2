/**
 * A user directory that never mistakes silence for absence.
 *
 * <h2>A tour in reading order</h2>
 * <ol>
 *   <li>A {@link dev.rollcall.domain.User} is a person's record under a {@link dev.rollcall.domain.UserId}.
 *   <li>The {@link dev.rollcall.domain.directory.Directory} holds the users we know. Each one there is an {@link
 *       dev.rollcall.domain.directory.Entry}: the user, its version, and when it last changed. A {@link
 *       dev.rollcall.domain.directory.Query} asks for a {@link dev.rollcall.domain.directory.Page} of them; a {@link
 *       dev.rollcall.domain.directory.Precondition} makes a change depend on what is there, and the outcome of a change is a value:
 *       {@link dev.rollcall.domain.directory.Save} or {@link dev.rollcall.domain.directory.Removal}. The use cases are the methods of
 *       the {@link dev.rollcall.domain.directory.Registrar}.
 *   <li>A {@link dev.rollcall.domain.rollcall.Roster} lists the ids to be called. {@link
 *       dev.rollcall.domain.rollcall.RemoteUsers} calls them on another system, as the {@link
 *       dev.rollcall.domain.rollcall.CallPolicy} allows, and gives a {@link dev.rollcall.domain.rollcall.RollCall}: for each id exactly
 *       one {@link dev.rollcall.domain.rollcall.Answer}: present, absent, late or failed. Its warnings say what a person should know
 *       before believing them. A {@link dev.rollcall.domain.rollcall.Requirement} says how many of them must be proven. A {@link
 *       dev.rollcall.domain.rollcall.CallListener} follows the roll call while it goes on.
 * </ol>
 *
 * <p>{@code Directory} and {@code RemoteUsers} are the ports: interfaces that the outside implements. Everything else is a
 * value. All values are immutable and safe to share between threads; no method takes or returns {@code null}.
 *
 * <h2>Calling the roll</h2>
 * A roll call reports; it changes nothing. Who removes the absent ones unseen trusts the remote, the way to it and the settings
 * with the whole directory.
 *
 * {@snippet class="dev.rollcall.domain.ExamplesTest" region="roll-call"}
 */
@NullMarked
package dev.rollcall.domain;

import org.jspecify.annotations.NullMarked;
