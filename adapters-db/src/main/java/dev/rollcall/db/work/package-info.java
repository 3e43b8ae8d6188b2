/** Has the pages of runs done, by whichever instance is free: db-scheduler on the database of the directory. */
@NullMarked
package dev.rollcall.db.work;

import org.jspecify.annotations.NullMarked;
