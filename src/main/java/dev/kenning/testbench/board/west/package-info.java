/** Has west build the firmware of a Zephyr workspace. */
@NullMarked
package dev.kenning.testbench.board.west;

import org.jspecify.annotations.NullMarked;
