/**
 * The reconciliation over HTTP: the pages of its runs, and their API.
 */
@NullMarked
package dev.rollcall.http.server.reconciliation;

import org.jspecify.annotations.NullMarked;
