/**
 * The commands. A {@code Shell} gives them the streams and the environment of the process.
 */
@NullMarked
package dev.rollcall.app.command;

import org.jspecify.annotations.NullMarked;
