/**
 * How fast: training by the number of towers, a model's answers, and the walk of a batch through
 * the towers. What measures lives here, with the tables and charts of what it measured.
 */
package dev.towers.bench;
