/**
 * Files to bytes to batches: what {@code --data} names ({@link DataSource}) is read, or downloaded
 * first, into a {@link Dataset} of bytes, which {@link Batches} hands out shuffled.
 */
package dev.towers.data;
