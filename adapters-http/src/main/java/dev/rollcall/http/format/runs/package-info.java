/** Runs of reconciliations and their lines as JSON and CSV, in the API and on the command line. */
@NullMarked
package dev.rollcall.http.format.runs;

import org.jspecify.annotations.NullMarked;
