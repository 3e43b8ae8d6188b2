/** The documentation as pages. */
@NullMarked
package dev.rollcall.http.server.docs;

import org.jspecify.annotations.NullMarked;
