/** The RISC-V instruction set: one declarative table, and the core that executes from it. */
@NullMarked
package dev.kenning.testbench.emulator.core.riscv;

import org.jspecify.annotations.NullMarked;
