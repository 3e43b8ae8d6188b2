/**
 * A user directory that never mistakes silence for absence.
 *
 * <h2>A tour in reading order</h2>
 * <ol>
 *   <li>A {@link dev.rollcall.domain.User} is a person's record under a {@link dev.rollcall.domain.UserId}.
 *   <li>The {@link dev.rollcall.domain.directory.Directory} stores the users. Each one there is an {@link
 *       dev.rollcall.domain.directory.Entry}: the user, its version, and when it last changed. A {@link
 *       dev.rollcall.domain.directory.Query} returns a {@link dev.rollcall.domain.directory.Page} of them; a {@link
 *       dev.rollcall.domain.directory.Precondition} makes a change conditional, and the outcome of a change is a value: {@link
 *       dev.rollcall.domain.directory.Save} or {@link dev.rollcall.domain.directory.Removal}. The use cases are the methods of the
 *       {@link dev.rollcall.domain.directory.Registrar}.
 *   <li>A {@link dev.rollcall.domain.rollcall.Roster} lists the ids to call. {@link dev.rollcall.domain.rollcall.RemoteUsers}
 *       calls them on another system, within a {@link dev.rollcall.domain.rollcall.CallPolicy}, and returns a {@link
 *       dev.rollcall.domain.rollcall.RollCall}: exactly one {@link dev.rollcall.domain.rollcall.Answer} per id: present, absent, late
 *       or failed. Its warnings say what a person should know before trusting them. A {@link
 *       dev.rollcall.domain.rollcall.Requirement} says how many must be proven. A {@link
 *       dev.rollcall.domain.rollcall.CallListener} follows a roll call in progress.
 *   <li>A {@link dev.rollcall.domain.listing.RemoteListing} is the other system's own list of its users, which a {@link
 *       dev.rollcall.domain.listing.ListingWalk} reads page by page. It proves presence, never absence.
 *   <li>A {@link dev.rollcall.domain.reconciliation.Reconciliation} compares both sides and makes a {@link
 *       dev.rollcall.domain.reconciliation.Plan}: a line for each user, with its {@link dev.rollcall.domain.reconciliation.Proof}. It removes
 *       nobody whose absence wasn't proven in several sound runs.
 * </ol>
 *
 * <p>{@code Directory}, {@code RemoteUsers}, {@code RemoteListing} and {@code Runs} are the ports: interfaces that adapters implement. Everything else is a
 * value. All values are immutable and thread-safe; no method takes or returns {@code null}.
 *
 * <h2>Calling the roll</h2>
 * A roll call only reports. To remove absent users without a review is to trust the remote, the network and the settings with the whole
 * directory; a reconciliation doesn't.
 *
 * {@snippet class="dev.rollcall.domain.ExamplesTest" region="roll-call"}
 */
@NullMarked
package dev.rollcall.domain;

import org.jspecify.annotations.NullMarked;
