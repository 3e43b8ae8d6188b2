/**
 * The application. {@link dev.rollcall.app.Main} runs the command line.
 *
 * <p>{@code command} has the commands, {@code file} reads their files, and {@code settings} their settings. {@code log} is what is logged. {@code wiring} wires
 * domain and adapters by hand: {@code Application} is the whole server on one page. {@code sample} is the remote if none is
 * configured.
 *
 * <p>No thread is started here: concurrency belongs to the HTTP adapters.
 */
@NullMarked
package dev.rollcall.app;

import org.jspecify.annotations.NullMarked;
