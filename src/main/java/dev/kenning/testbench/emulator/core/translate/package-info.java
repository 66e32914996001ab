/** The translator: hidden classes for hot blocks, specialized from the bytecode of the semantic methods. */
@NullMarked
package dev.kenning.testbench.emulator.core.translate;

import org.jspecify.annotations.NullMarked;
