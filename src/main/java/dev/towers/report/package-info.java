/**
 * Figures to pictures and files: the sample grid and the charts that a run leaves behind. A picture
 * is a record of what it shows; drawing it needs no display, and its file appears whole.
 */
package dev.towers.report;
