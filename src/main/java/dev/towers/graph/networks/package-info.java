/** The networks that can be asked for by name, a class each, and the table of them. */
package dev.towers.graph.networks;
