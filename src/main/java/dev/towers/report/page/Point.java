package dev.towers.report.page;

/**
 * A point of a curve.
 *
 * @param epoch passed, counted in passes over the training images: 1.5 is the middle of the second
 */
public record Point(double epoch, double value) {}
