package dev.towers.report.page;

/**
 * That images of one class were taken for another.
 *
 * @param share of the images of the true class, from 0 to 1
 */
public record Mixup(String truth, String predicted, long count, double share) {}
