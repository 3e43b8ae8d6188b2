/**
 * The formats of users and roll calls: CSV, NDJSON and JSON. It knows no HTTP, so the command line shares it.
 */
@NullMarked
package dev.rollcall.http.format;

import org.jspecify.annotations.NullMarked;
