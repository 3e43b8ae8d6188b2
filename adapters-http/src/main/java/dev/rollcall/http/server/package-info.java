/**
 * The server's front door: {@link dev.rollcall.http.server.Site} lists all routes, and {@link dev.rollcall.http.server.HttpServer} serves
 * them on a port.
 *
 * <p>The features, {@code directory}, {@code rollcall} and {@code docs}, don't know each other. Their endpoints are plain methods from a
 * request to a {@code Response} or a {@code Stream}. {@code access} identifies the actor of a request. Below them is {@code web}, HTTP
 * itself, which knows no feature; an endpoint reports a failure as a {@code Problem}. {@code openapi.yaml} describes all of it, and the
 * tests validate every response against it.
 */
@NullMarked
package dev.rollcall.http.server;

import org.jspecify.annotations.NullMarked;
