/**
 * The commands. What they need of the process comes in a {@code Shell}.
 *
 * <p>{@code RosterFile} reads the ids of a file. It is an ordinary method that knows nothing of threads: {@code CallCommand} has three
 * files read at the same time by it.
 */
@NullMarked
package dev.rollcall.app.command;

import org.jspecify.annotations.NullMarked;
