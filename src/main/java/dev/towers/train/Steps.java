package dev.towers.train;

/**
 * What one run of the session did: a step, or several of one epoch.
 *
 * @param after where training stands now
 * @param images in all batches of these steps
 * @param losses of each step in order: the mean over its batch, before its update
 * @param rate the learning rate of the last step
 */
public record Steps(Position after, int images, float[] losses, float rate) {}
