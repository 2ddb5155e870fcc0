package dev.towers.report.page;

/** A line to copy into a terminal, and what it does. */
public record Command(String purpose, String line) {}
