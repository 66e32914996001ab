/** Is the embedded engine's machine: bus, clock, ELF loading, monitor commands. */
@NullMarked
package dev.kenning.testbench.emulator;

import org.jspecify.annotations.NullMarked;
