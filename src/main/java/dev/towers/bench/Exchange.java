package dev.towers.bench;

import dev.towers.tower.Traffic;

/**
 * What the workers of a cluster tell each other for a step.
 *
 * @param processes that the towers sit in
 * @param designed the weights and the gradients, by their sizes
 * @param measured all tensors that have arrived
 */
public record Exchange(int processes, Traffic designed, Traffic measured) {}
