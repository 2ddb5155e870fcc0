package dev.towers.cluster;

/**
 * What a driver says of itself when it wants a worker.
 *
 * @param driver for people: who it is, and what for
 * @param version of the program, which must be the worker's
 */
record Claim(String driver, String version) {}
