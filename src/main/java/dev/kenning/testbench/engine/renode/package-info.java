/** Runs a board in a Renode process on this machine. */
@NullMarked
package dev.kenning.testbench.engine.renode;

import org.jspecify.annotations.NullMarked;
