/**
 * Domain and adapters, wired by hand as the settings say. What is opened here is closed here.
 */
@NullMarked
package dev.rollcall.app.wiring;

import org.jspecify.annotations.NullMarked;
