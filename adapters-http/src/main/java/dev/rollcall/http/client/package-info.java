/**
 * Calls the roll on another system's HTTP API. This is the only package of Rollcall that is concurrent inside, and no signature
 * shows it.
 *
 * <p>{@link dev.rollcall.http.client.HttpRemoteUsers} is the front door. A roll call is a {@code Calling}: a loop of one thread, which
 * has many requests on their way and waits for whichever goes on first. Each id is a {@code Lookup}, which decides what comes next and does
 * nothing; what is to be asked next stands in the {@code Agenda}. {@code Evidence} holds answers back that a canary must confirm. {@code Gate}
 * keeps requests from a remote that is down or wants to be left alone. {@code Remote} is what all roll calls share. Where a listener may block,
 * a worker runs the loop, and the {@code HandOver} lies between it and the thread that called.
 *
 * <p>What goes over the wire is the business of {@code http1}, which knows no user, and what starts threads of {@link
 * dev.rollcall.http.client.threads}.
 *
 * <p>An {@link dev.rollcall.http.client.Upstream} describes the remote: its {@link dev.rollcall.http.client.UriTemplate}, where in
 * an answer the {@link dev.rollcall.http.client.UserFields} stand, and its {@link dev.rollcall.http.client.RequestLimits}.
 * {@link dev.rollcall.http.client.RemoteStats} tells what came of it.
 */
@NullMarked
package dev.rollcall.http.client;

import org.jspecify.annotations.NullMarked;
