/** Cores: decoded blocks, the loop that executes them, exceptions between them, and what a debugger sees. */
@NullMarked
package dev.kenning.testbench.emulator.core;

import org.jspecify.annotations.NullMarked;
