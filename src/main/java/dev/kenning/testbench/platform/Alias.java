package dev.kenning.testbench.platform;

import dev.kenning.testbench.text.Position;

/** Gives a component another name in the peripheral tree: {@code as "name"}. */
public record Alias(String name, Position position) {}
