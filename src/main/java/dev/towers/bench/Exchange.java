package dev.towers.bench;

import dev.towers.tower.Arrived;
import dev.towers.tower.Traffic;

/**
 * What the workers of a cluster tell each other for a step.
 *
 * @param processes that the towers sit in
 * @param designed by the shapes of what is sent
 * @param measured all tensors that have arrived
 */
public record Exchange(int processes, Traffic designed, Arrived measured) {}
