/**
 * What reaches the disk, whole: files and folders that appear in one move, what a power cut leaves,
 * and JSON as we write it. Whoever writes a file that others read lives here; what is in the file
 * does not.
 */
package dev.towers.files;
