/**
 * The files that are read. {@code RosterFile} reads the ids of one: an ordinary method that knows nothing of threads, which {@code
 * CallCommand} has read three files at the same time.
 */
@NullMarked
package dev.rollcall.app.file;

import org.jspecify.annotations.NullMarked;
