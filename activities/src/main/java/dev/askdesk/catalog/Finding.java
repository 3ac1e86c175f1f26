package dev.askdesk.catalog;

/** Placeholder. */
public record Finding(boolean error, String text) {}
