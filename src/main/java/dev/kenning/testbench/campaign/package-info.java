/** Disturbs a scenario thousands of times from one moment, and tells what became of its answers. */
@NullMarked
package dev.kenning.testbench.campaign;

import org.jspecify.annotations.NullMarked;
