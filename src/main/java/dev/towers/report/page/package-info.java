/**
 * Figures to pages that a browser shows, each one file that fetches nothing. A page is a record
 * with all that it tells, and a template in {@code src/main/jte} that sets it out; templates escape
 * every text.
 */
package dev.towers.report.page;
