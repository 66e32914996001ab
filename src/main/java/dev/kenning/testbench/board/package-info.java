/** Knows the boards and the firmware bundles that run on them, and checks a bundle before it is started. */
@NullMarked
package dev.kenning.testbench.board;

import org.jspecify.annotations.NullMarked;
