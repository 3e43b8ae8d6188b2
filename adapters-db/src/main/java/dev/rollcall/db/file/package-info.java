/** The file system under an embedded H2 database. */
@NullMarked
package dev.rollcall.db.file;

import org.jspecify.annotations.NullMarked;
