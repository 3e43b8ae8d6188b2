/**
 * The files that commands read. {@code RosterFile} reads one roster: an ordinary method that knows no threads. {@code CallCommand}
 * runs it on three files at a time.
 */
@NullMarked
package dev.rollcall.app.file;

import org.jspecify.annotations.NullMarked;
