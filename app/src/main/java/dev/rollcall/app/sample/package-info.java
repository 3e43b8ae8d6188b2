/**
 * A remote to try Rollcall with, and the people in it.
 */
@NullMarked
package dev.rollcall.app.sample;

import org.jspecify.annotations.NullMarked;
