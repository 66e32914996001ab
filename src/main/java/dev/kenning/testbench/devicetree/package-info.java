/** Reads devicetree source: the flattened {@code zephyr.dts} of a Zephyr build folder, and overlays for it. */
@NullMarked
package dev.kenning.testbench.devicetree;

import org.jspecify.annotations.NullMarked;
