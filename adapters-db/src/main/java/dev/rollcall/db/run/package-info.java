/** The tables of the runs of reconciliations, and how the pages of a run end in them. */
@NullMarked
package dev.rollcall.db.run;

import org.jspecify.annotations.NullMarked;
