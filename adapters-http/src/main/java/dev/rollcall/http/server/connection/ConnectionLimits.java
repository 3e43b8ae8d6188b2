package dev.rollcall.http.server.connection;

/**
 * How many connections there may be, and how long each may make the server wait.
 *
 * @param max the maximum number of connections; when all are taken, those on which the server waits are closed for new ones
 * @param perAddress how many connections an address may have before its own are closed first
 */
public record ConnectionLimits(int max, int perAddress, Patience patience) {}
