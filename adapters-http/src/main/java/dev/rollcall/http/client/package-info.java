/**
 * Calls the roll on another system's HTTP API. This is the only package of Rollcall that is concurrent inside, and no signature
 * shows it.
 *
 * <p>{@link dev.rollcall.http.client.HttpRemoteUsers} is the front door. A roll call is a {@code Calling}: a loop of one thread, which
 * has many requests on their way and waits for whichever goes on first. Each id is a {@code Lookup}, which decides what comes next and does
 * nothing; what is to be asked next stands in the {@code Agenda}. {@code Evidence} holds answers back that a canary must confirm. Where a
 * listener may block, a worker runs the loop, and the {@code HandOver} lies between it and the thread that called. {@link
 * dev.rollcall.http.client.RemoteStats} tells what came of the remote.
 *
 * <p>The rooms behind it, each of which knows only those that follow:
 *
 * <ul>
 *   <li>{@code shared}: what the roll calls on one remote share;
 *   <li>{@link dev.rollcall.http.client.api}: what is asked of the remote, and what its responses mean;
 *   <li>{@code http1}: connections, which knows no user;
 *   <li>{@code response}: what comes over them, which knows no socket;
 *   <li>{@link dev.rollcall.http.client.threads}: whatever starts threads.
 * </ul>
 */
@NullMarked
package dev.rollcall.http.client;

import org.jspecify.annotations.NullMarked;
