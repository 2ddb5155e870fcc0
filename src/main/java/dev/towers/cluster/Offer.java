package dev.towers.cluster;

/**
 * What a worker gives to the driver that has it.
 *
 * @param lease by which the driver is known from now on
 * @param processors of the machine
 * @param gpus that TensorFlow finds there
 * @param bfloat16 whether its CPU has instructions for such numbers
 * @param port on which its TensorFlow server will listen
 */
record Offer(String lease, int processors, int gpus, boolean bfloat16, int port) {}
