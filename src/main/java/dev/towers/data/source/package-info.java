/**
 * Files to data sets: each layout in which people keep images with labels, read within the limits
 * of SECURITY.md, and the names by which a data set can be asked for. A reader of another layout
 * lives here.
 */
package dev.towers.data.source;
