/**
 * The formats of roll calls and rosters, and what all formats share: text in any charset, JSON, media types. It knows no HTTP, so the
 * command line shares it.
 */
@NullMarked
package dev.rollcall.http.format;

import org.jspecify.annotations.NullMarked;
