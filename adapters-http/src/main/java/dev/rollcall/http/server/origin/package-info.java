/** Where a request comes from, and to which host it goes: what pages of other sites, foreign hosts and proxies may do. */
@NullMarked
package dev.rollcall.http.server.origin;

import org.jspecify.annotations.NullMarked;
