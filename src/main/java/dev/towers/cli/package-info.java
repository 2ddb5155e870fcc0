/**
 * The command line: a class for each verb, which reads its options, tells the story by calling the
 * rooms before this one, and answers with an exit code.
 */
package dev.towers.cli;
