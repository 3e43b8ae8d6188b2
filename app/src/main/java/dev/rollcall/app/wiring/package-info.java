/**
 * Domain and adapters, wired by hand from the settings. What is opened here is closed here.
 */
@NullMarked
package dev.rollcall.app.wiring;

import org.jspecify.annotations.NullMarked;
