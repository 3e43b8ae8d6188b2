/** What tables keep as JSON: users, and the rules, pages and counts of runs. */
@NullMarked
package dev.rollcall.db.document;

import org.jspecify.annotations.NullMarked;
