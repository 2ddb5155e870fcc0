/**
 * Bytes from the network: a file that is fetched once, whole or not at all, whatever the server
 * does. What the bytes mean is for {@code data.source}.
 */
package dev.towers.data.download;
