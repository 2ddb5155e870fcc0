/**
 * What all rooms share: seeds, the version, how far work is and where its results go, and the error
 * that is the user's. Nothing that knows of images, graphs or files lives here.
 */
package dev.towers;
