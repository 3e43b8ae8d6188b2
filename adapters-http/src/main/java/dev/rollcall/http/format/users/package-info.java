/**
 * Files of users: CSV, NDJSON and arrays of JSON, as people bring them and as an export writes them. It knows no HTTP, so the command line
 * shares it.
 */
@NullMarked
package dev.rollcall.http.format.users;

import org.jspecify.annotations.NullMarked;
