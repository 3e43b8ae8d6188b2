/**
 * The directory over HTTP: its pages, its API and the import.
 */
@NullMarked
package dev.rollcall.http.server.directory;

import org.jspecify.annotations.NullMarked;
