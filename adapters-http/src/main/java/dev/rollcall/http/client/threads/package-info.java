/** The only package that starts threads. */
@NullMarked
package dev.rollcall.http.client.threads;

import org.jspecify.annotations.NullMarked;
