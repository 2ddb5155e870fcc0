/**
 * The values that everyone passes on: images and labels as bytes, the data set that they make up,
 * and the batches that a pass over it is cut into. Where they come from is for the rooms inside.
 */
package dev.towers.data;
