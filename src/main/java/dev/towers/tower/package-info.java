/**
 * One graph to many devices: the forward and backward pass replicated on each device, each copy (a
 * tower) on its chunk of the batch, and the gradients put together so that any number of towers
 * gives the gradient of the whole batch.
 */
package dev.towers.tower;
