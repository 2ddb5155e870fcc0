/**
 * Answers to figures: whoever tells the class of an image is a classifier, whether still in
 * training or loaded from a SavedModel, and what it gets right is counted here.
 */
package dev.towers.evaluate;
