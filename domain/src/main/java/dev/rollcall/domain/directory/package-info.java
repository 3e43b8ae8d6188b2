/**
 * The directory: the users in the database, and the use cases.
 *
 * <p>Start with the {@link dev.rollcall.domain.directory.Registrar}. The {@link dev.rollcall.domain.directory.Directory} is
 * its port: an interface that a database adapter implements.
 */
@NullMarked
package dev.rollcall.domain.directory;

import org.jspecify.annotations.NullMarked;
