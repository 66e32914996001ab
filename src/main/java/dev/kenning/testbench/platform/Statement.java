package dev.kenning.testbench.platform;

import dev.kenning.testbench.text.Position;

/** Holds one monitor statement of an {@code init}, {@code preinit} or {@code reset} section, as it was written. */
public record Statement(String text, Position position) {}
