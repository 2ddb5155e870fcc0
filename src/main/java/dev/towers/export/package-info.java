/**
 * Weights to a model that others run: the SavedModel that TensorFlow Serving loads, how versions of
 * it are published, and how they are loaded again.
 */
package dev.towers.export;
