/**
 * The settings. {@code Settings} declares each once, as a {@code Setting} whose text has a {@code Form}; {@code GivenSettings} lays
 * the sources over one another and collects all that is wrong; {@code YamlSettings} reads the file.
 */
@NullMarked
package dev.rollcall.app.settings;

import org.jspecify.annotations.NullMarked;
