/** How an answer came about: what was sent and received, and what it means. */
@NullMarked
package dev.rollcall.http.client.explanation;

import org.jspecify.annotations.NullMarked;
