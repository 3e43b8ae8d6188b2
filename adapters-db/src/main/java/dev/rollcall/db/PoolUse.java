package dev.rollcall.db;

/**
 * The connections to the database at a moment.
 *
 * @param used those that are lent
 * @param idle those that wait to be lent
 * @param pending how many threads wait for one
 * @param max the most that there may be
 */
public record PoolUse(int used, int idle, int pending, int max) {}
