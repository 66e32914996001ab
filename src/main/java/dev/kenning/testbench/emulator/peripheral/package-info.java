/** Models devices, one class per Renode model name. */
@NullMarked
package dev.kenning.testbench.emulator.peripheral;

import org.jspecify.annotations.NullMarked;
