/** What starts threads: the one address of concurrency. */
@NullMarked
package dev.rollcall.http.client.threads;

import org.jspecify.annotations.NullMarked;
