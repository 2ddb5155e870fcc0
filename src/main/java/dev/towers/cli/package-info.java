/**
 * The command line: a class for each verb, which reads its options, calls one method of the rooms
 * before this one, and prints what came of it; and what puts errors into words.
 */
package dev.towers.cli;
