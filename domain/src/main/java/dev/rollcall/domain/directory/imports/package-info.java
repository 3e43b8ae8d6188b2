/**
 * The import of many users at once: what its source must bring, and what its caller is told. {@link
 * dev.rollcall.domain.directory.Registrar#importUsers} does it.
 */
@NullMarked
package dev.rollcall.domain.directory.imports;

import org.jspecify.annotations.NullMarked;
