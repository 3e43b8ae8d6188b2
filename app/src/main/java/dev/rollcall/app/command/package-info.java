/**
 * The commands. What they need of the process comes in a {@code Shell}.
 */
@NullMarked
package dev.rollcall.app.command;

import org.jspecify.annotations.NullMarked;
