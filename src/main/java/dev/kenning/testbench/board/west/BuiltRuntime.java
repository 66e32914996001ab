package dev.kenning.testbench.board.west;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a build gives: Kenning's {@code zephyr_build_path} and {@code llext_binary_path}.
 *
 * @param folder the folder with {@code zephyr/zephyr.elf}
 * @param extension the runtime that the running program loads, if it was built so
 */
public record BuiltRuntime(Path folder, Optional<Path> extension) {}
