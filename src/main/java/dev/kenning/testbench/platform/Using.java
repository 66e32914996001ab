package dev.kenning.testbench.platform;

import dev.kenning.testbench.text.Position;

/** Names another description whose entries come before this one's: {@code using "path"}. */
public record Using(String path, Position position) {}
