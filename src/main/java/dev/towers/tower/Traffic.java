package dev.towers.tower;

/**
 * What a step in which all towers are active sends between processes: the bytes of the numbers, to
 * which the places of the images and the headers of messages come.
 *
 * @param weights to each process that has no variables
 * @param results from each tower there
 * @param total of all processes and towers
 */
public record Traffic(long weights, long results, long total) {}
