/**
 * Calls the roll on another system's HTTP API. This is the only package of Rollcall that is concurrent inside, and no signature
 * shows it.
 *
 * <p>{@link dev.rollcall.http.client.HttpRemoteUsers} is the entry point. A roll call is a {@code RollCallLoop}: one thread with many
 * requests in flight. Each id is a {@code Lookup}: a state machine that decides about retries, backoff and the answer. The {@code Agenda}
 * queues lookups, the {@code Dispatcher} sends their requests as far as the limits allow, {@code SharedReplies} connect it to roll calls
 * that share requests, and {@code Evidence} holds answers back until a canary confirms them. If the listener may block, a worker runs the
 * loop, and a {@code HandOver} queues its events for the calling thread. {@link dev.rollcall.http.client.RemoteStats} are the metrics.
 *
 * <p>The packages behind it; each knows only those that follow:
 *
 * <ul>
 *   <li>{@code shared}: the state that all roll calls on a remote share, such as retry budget and circuit breaker;
 *   <li>{@link dev.rollcall.http.client.api}: the remote's users API, its requests and responses;
 *   <li>{@code http1}: connections; knows no users;
 *   <li>{@code transport}: bytes over a channel: plain, by TLS, or in a proxy's tunnel;
 *   <li>{@link dev.rollcall.http.client.network}: the way to a remote: proxies and trust;
 *   <li>{@code response}: parses responses; knows no sockets;
 *   <li>{@link dev.rollcall.http.client.threads}: the only package that starts threads.
 * </ul>
 */
@NullMarked
package dev.rollcall.http.client;

import org.jspecify.annotations.NullMarked;
