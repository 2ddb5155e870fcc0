/**
 * The story of a training run, from its settings to the published model, for the command line and
 * for other Java programs. Whatever a run leaves in its folder lives here.
 */
package dev.towers.run;
