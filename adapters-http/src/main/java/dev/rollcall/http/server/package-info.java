/**
 * The server's front door: {@link dev.rollcall.http.server.Site} lists all that is served, and {@link
 * dev.rollcall.http.server.HttpServer} puts it on a port.
 *
 * <p>Behind it lie the rooms of the features, {@code directory}, {@code rollcall} and {@code docs}, which don't know each other: ordinary
 * methods from a request to a {@code Response} or a {@code Stream}. Who asks is for {@code access} to say. Below them lies {@code web}, HTTP
 * itself, which knows no feature; what an endpoint refuses becomes a {@code Problem} there. {@code openapi.yaml} describes all of it,
 * and the tests hold every response against it.
 */
@NullMarked
package dev.rollcall.http.server;

import org.jspecify.annotations.NullMarked;
