/**
 * The application: the command line, the settings and the wiring of domain and adapters.
 *
 * <h2>A tour in reading order</h2>
 * <ol>
 *   <li>{@link dev.rollcall.app.Main} runs the command line. Its commands are {@code ServeCommand} and {@code CallCommand}; what
 *       they need of the process comes in a {@code Shell}.
 *   <li>{@code Settings} declares each setting once, as a {@code Setting} whose text has a {@code Form}. {@code GivenSettings}
 *       lays the sources over one another and collects all that is wrong; {@code YamlSettings} reads the file.
 *   <li>{@code Application} wires it all by hand, and is what tests start, too.
 *   <li>{@code RosterFile} reads the ids of a file. It is an ordinary method that knows nothing of threads: {@code CallCommand}
 *       has three files read at the same time by it.
 *   <li>{@code SampleRemote} is a users API to try Rollcall with; {@code SampleUsers} are the people in it.
 * </ol>
 *
 * <p>No thread is started here: what runs at the same time is the business of the HTTP adapters.
 */
@NullMarked
package dev.rollcall.app;

import org.jspecify.annotations.NullMarked;
