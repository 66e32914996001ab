package dev.kenning.testbench.platform;

/** Gives a component another name in the peripheral tree: {@code as "name"}. */
public record Alias(String name, Position position) {}
