/** Reads that callers share: several wait for one batch. */
@NullMarked
package dev.rollcall.db.load;

import org.jspecify.annotations.NullMarked;
