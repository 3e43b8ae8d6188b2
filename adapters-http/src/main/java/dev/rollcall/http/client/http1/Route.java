package dev.rollcall.http.client.http1;

import dev.rollcall.http.client.response.BodyMemory;
import java.time.Duration;

/**
 * The way to a remote, and how it is used.
 *
 * @param endpoint where it is
 * @param timeout how long it may take until a connection is open, longer than zero
 * @param alwaysSure whether nothing but the order of the responses tells which request they belong to, so that no connection may be
 *     used again at once, before stray bytes can have come
 * @param memory what the bodies that are on their way may take
 */
public record Route(Endpoint endpoint, Duration timeout, boolean alwaysSure, BodyMemory memory) {}
