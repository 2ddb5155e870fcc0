/**
 * One graph to many devices: the devices there are, the forward and backward pass replicated on
 * each (a tower), each on its chunk of the batch, and the gradients put together so that any number
 * of towers gives the gradient of the whole batch, but for batch normalization, which each tower
 * computes over its chunk. How TensorFlow is started is known here.
 */
package dev.towers.tower;
