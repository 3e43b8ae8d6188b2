package dev.rollcall.http.client.http1;

import dev.rollcall.http.client.response.BodyMemory;
import java.time.Duration;

/**
 * How to connect to a remote.
 *
 * @param endpoint its network endpoint
 * @param timeout the connect time-out, including TLS, longer than zero
 * @param alwaysSure whether only their order matches responses to requests, so that no connection may be reused at once, before stray
 *     bytes could arrive
 * @param memory bounds the bodies in flight
 */
public record Route(Endpoint endpoint, Duration timeout, boolean alwaysSure, BodyMemory memory) {}
