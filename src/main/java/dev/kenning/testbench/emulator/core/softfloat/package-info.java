/** IEEE 754 arithmetic with every rounding mode and exception flag, for the instruction sets to share. */
@NullMarked
package dev.kenning.testbench.emulator.core.softfloat;

import org.jspecify.annotations.NullMarked;
