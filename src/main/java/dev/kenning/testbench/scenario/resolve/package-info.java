/** Looks for what a scenario names on this machine: board, firmware, model, samples; checks that they go together. */
@NullMarked
package dev.kenning.testbench.scenario.resolve;

import org.jspecify.annotations.NullMarked;
