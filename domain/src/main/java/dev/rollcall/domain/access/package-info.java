/**
 * Access: what a caller may do, and the tokens by which programs prove who they are.
 *
 * <p>{@link dev.rollcall.domain.access.TokenRegistry} is the entry point, over the port {@link dev.rollcall.domain.access.Tokens}.
 */
@NullMarked
package dev.rollcall.domain.access;

import org.jspecify.annotations.NullMarked;
