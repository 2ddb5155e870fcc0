/**
 * One graph to many hosts: workers, each of which lends its machine to one driver at a time, and
 * the driver's hold on them. TensorFlow's own servers do the work; here is who starts them, for
 * whom, and what ends them. Whoever needs no other host does not come here.
 */
package dev.towers.cluster;
