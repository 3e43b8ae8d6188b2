/**
 * Users and roll calls as files: CSV, NDJSON and JSON. It knows no HTTP, so the command line reads and writes the same.
 */
@NullMarked
package dev.rollcall.http.format;

import org.jspecify.annotations.NullMarked;
