/**
 * A remote to try Rollcall with, and its users.
 */
@NullMarked
package dev.rollcall.app.sample;

import org.jspecify.annotations.NullMarked;
