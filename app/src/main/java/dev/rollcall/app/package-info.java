/**
 * The application. {@link dev.rollcall.app.Main} runs the command line.
 *
 * <p>Its commands are in {@code command}, and the files that they read in {@code file}; they read their settings from {@code settings}, and what serves is wired by hand in {@code
 * wiring}: {@code Application} is the whole of it in a page. Without a remote of its own it calls the one in {@code sample}.
 *
 * <p>No thread is started here: what runs at the same time is the business of the HTTP adapters.
 */
@NullMarked
package dev.rollcall.app;

import org.jspecify.annotations.NullMarked;
