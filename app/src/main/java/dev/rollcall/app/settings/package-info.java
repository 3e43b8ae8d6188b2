/**
 * The settings. The records of {@code Settings} declare each once, as a {@code Setting} whose text has a {@code Form}. {@code
 * GivenSettings} merges the sources and collects all problems; {@code YamlSettings} reads the file.
 *
 * <p>A new setting is declared and read in one record, and documented in a row of {@code settings.md}.
 */
@NullMarked
package dev.rollcall.app.settings;

import org.jspecify.annotations.NullMarked;
