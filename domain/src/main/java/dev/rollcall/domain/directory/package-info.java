/**
 * The directory: the users that we know, and the use cases over them.
 *
 * <p>The {@link dev.rollcall.domain.directory.Registrar} is where to begin. The {@link dev.rollcall.domain.directory.Directory} is
 * its port: an interface that a database implements.
 */
@NullMarked
package dev.rollcall.domain.directory;

import org.jspecify.annotations.NullMarked;
