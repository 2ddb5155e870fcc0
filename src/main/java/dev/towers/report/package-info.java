/**
 * Figures to pictures and tables. What draws or sets out for people what others have counted lives
 * here; it counts nothing itself.
 */
package dev.towers.report;
