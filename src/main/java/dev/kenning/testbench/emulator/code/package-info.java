/** Is what instruction sets have in common: bit patterns, finding their rows, decoded blocks and their cache. */
@NullMarked
package dev.kenning.testbench.emulator.code;

import org.jspecify.annotations.NullMarked;
