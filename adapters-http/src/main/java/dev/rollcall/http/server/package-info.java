/**
 * The server: pages for people and JSON for programs, over the use cases of {@link dev.rollcall.domain.directory.Registrar}.
 *
 * <p>{@link dev.rollcall.http.server.Site} lists all that is served, as {@code Resource}s. Its endpoints, in {@code Pages}, {@code UserPages},
 * {@code ImportPage}, {@code DirectoryApi}, {@code ImportApi} and {@code RollCallApi}, are ordinary methods from a request to a {@code Response} or a {@code Stream}; what they refuse
 * becomes a {@code Problem}. {@code openapi.yaml} describes all of it, and the tests hold every response against it.
 * {@link dev.rollcall.http.server.HttpServer} puts the site on a port.
 */
@NullMarked
package dev.rollcall.http.server;

import org.jspecify.annotations.NullMarked;
