/** Reaches boards that exist already: a board on a serial port, or what somebody else has started. */
@NullMarked
package dev.kenning.testbench.engine.live;

import org.jspecify.annotations.NullMarked;
