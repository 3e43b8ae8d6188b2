/** What is logged, how much of it, and in which format. */
@NullMarked
package dev.rollcall.app.log;

import org.jspecify.annotations.NullMarked;
