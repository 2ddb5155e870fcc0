/**
 * What TensorBoard shows: event files, written by TensorFlow's own ops in a graph of their own.
 * Whoever forms an event, or keeps the files of events, belongs here.
 */
package dev.towers.events;
