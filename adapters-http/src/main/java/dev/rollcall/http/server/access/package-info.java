/**
 * Decides who may do what, and how callers sign in: {@code AccessControl} guards each operation, by tokens, sessions, and users whom a proxy or an
 * {@code IdentityProvider} vouches for.
 */
@NullMarked
package dev.rollcall.http.server.access;

import org.jspecify.annotations.NullMarked;
