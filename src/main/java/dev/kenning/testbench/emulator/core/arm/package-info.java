/** Executes ARMv7E-M with single-precision floating point from one declarative instruction table. */
@NullMarked
package dev.kenning.testbench.emulator.core.arm;

import org.jspecify.annotations.NullMarked;
