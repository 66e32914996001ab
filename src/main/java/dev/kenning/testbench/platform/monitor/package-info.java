/** Reads and runs the language of Renode's monitor and of its scripts ({@code .resc}), whatever machine stands behind it. */
@NullMarked
package dev.kenning.testbench.platform.monitor;

import org.jspecify.annotations.NullMarked;
