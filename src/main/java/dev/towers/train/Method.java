package dev.towers.train;

import dev.towers.graph.Loss;

/** What training makes smaller, and how. */
public record Method(Loss loss, Optimizer optimizer) {}
