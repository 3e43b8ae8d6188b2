/** The API of reconciliation: its runs and their lines. */
@NullMarked
package dev.rollcall.http.server.reconciliation.api;

import org.jspecify.annotations.NullMarked;
