/**
 * Weights to figures: what a classifier gets right of a set of images, over all and class by class,
 * whether it is still in training or was loaded from a SavedModel.
 */
package dev.towers.evaluate;
