package dev.rollcall.http.server.telemetry;

import dev.rollcall.domain.directory.Actor;
import dev.rollcall.http.server.web.RequestIdFilter;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * A request that was served, for logs and metrics.
 *
 * @param id its id, which the client knows as {@code X-Request-Id}
 * @param method its method
 * @param route the template of the path that served it, such as {@code /users/{id}}; empty if none did
 * @param path its path, raw and without the base path: it may name a user
 * @param client the address that made it
 * @param actor who made it; empty if that was of no importance, or unknown
 * @param status the status of the response
 * @param isCut whether the response couldn't be completed: the client left, or it failed midway
 * @param elapsed from when its head was read until the response was sent
 */
public record Served(
        String id,
        String method,
        Optional<String> route,
        String path,
        InetAddress client,
        Optional<Actor> actor,
        int status,
        boolean isCut,
        Duration elapsed) {
    /** What the names of threads that serve a request begin with, before its id. */
    public static final String THREAD = RequestIdFilter.THREAD;
}
