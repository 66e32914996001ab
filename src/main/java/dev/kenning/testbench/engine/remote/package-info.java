/** Drives a board in a simulator that answers on Renode's robot server, wherever that simulator runs. */
@NullMarked
package dev.kenning.testbench.engine.remote;

import org.jspecify.annotations.NullMarked;
