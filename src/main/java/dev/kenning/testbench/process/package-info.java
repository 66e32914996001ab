/** Ends processes of other programs with all that they started. */
@NullMarked
package dev.kenning.testbench.process;

import org.jspecify.annotations.NullMarked;
