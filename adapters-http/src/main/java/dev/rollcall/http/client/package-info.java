/**
 * Calls the roll on another system's HTTP API. This is the only package of Rollcall that is concurrent inside, and no signature
 * shows it.
 *
 * <p>{@link dev.rollcall.http.client.HttpRemoteUsers} is the front door. A roll call is a {@code Calling}: a loop of the thread that
 * calls, which has many requests on their way and waits for whichever goes on first. Each id is a {@code Question}, which makes an
 * {@code Attempt}, and again as often as the limits, the {@code RetryBudget} and the deadline allow. What goes over the wire stands
 * behind one seam, {@code Connections} and {@code Exchange}: an HTTP/1.1 {@code GET} of our own over sockets that don't block, plain or
 * with TLS, which does only what is needed here. A general client, in the tests, must see what it sees. {@code Remote} is what all
 * roll calls share.
 *
 * <p>What a response means is said by {@code UsersApi}, as a {@code Reply}: the user by {@code UserFields}, how long to wait by
 * {@code BackPressure}, and why it failed by {@code FailureDetail}.
 *
 * <p>{@link dev.rollcall.http.client.threads.FanOut} is for whoever has work for several threads, such as files to be read.
 *
 * <p>An {@link dev.rollcall.http.client.Upstream} describes the remote: its {@link dev.rollcall.http.client.UriTemplate}, where in
 * an answer the {@link dev.rollcall.http.client.UserFields} stand, and its {@link dev.rollcall.http.client.RequestLimits}.
 * {@link dev.rollcall.http.client.RemoteStats} tells what came of it.
 */
@NullMarked
package dev.rollcall.http.client;

import org.jspecify.annotations.NullMarked;
