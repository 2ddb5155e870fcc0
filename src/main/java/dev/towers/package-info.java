/**
 * Towers trains image classifiers on TensorFlow graphs. Data flows one way through the packages,
 * and each imports only from those before it: {@code data}, {@code graph}, {@code tower}, {@code
 * train}, {@code evaluate}, {@code export}, {@code report}, {@code cli}. This package holds what
 * all of them share.
 */
package dev.towers;
