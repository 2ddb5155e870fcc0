package dev.towers.report.page;

/**
 * How the test images of a class were told.
 *
 * @param accuracy from 0 to 1; NaN of no images
 * @param mistakenFor the class that they were most often taken for besides; empty where for none
 * @param mistaken how often
 */
public record ClassScore(
    String name, long images, double accuracy, String mistakenFor, long mistaken) {}
